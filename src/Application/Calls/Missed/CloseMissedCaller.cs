using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Calls.Missed;

/// <summary>
/// Closes the missed calls of a caller by hand. Where somebody else was faster, or the caller was talked with meanwhile, nothing is left to
/// close, and nothing happens.
/// </summary>
/// <param name="LastAt">When the last call came in that whoever closes them has seen: a later one stays open.</param>
public sealed record CloseMissedCaller(Guid Id, MissedCallReason? Reason, DateTimeOffset LastAt) : ICommand;

internal sealed class CloseMissedCallerValidator : AbstractValidator<CloseMissedCaller>
{
    public CloseMissedCallerValidator() => RuleFor(c => c.Reason).NotNull().IsInEnum();
}

internal sealed class CloseMissedCallerHandler(IMissedCallerRepository callers, IAuditLog audit, ICurrentUser user)
    : IRequestHandler<CloseMissedCaller, Unit>
{
    public async Task<Unit> Handle(CloseMissedCaller command, CancellationToken cancellationToken)
    {
        var caller = await callers.FindAsync(command.Id, cancellationToken) ?? throw new NotFoundException("Missed call");
        if (caller.Calls.LastOrDefault(call => call.At <= command.LastAt) is not { } last)
        {
            return Unit.Value;
        }

        caller.Close(user.MembershipId, command.Reason!.Value, last.At);
        audit.Add(new Audited(AuditAction.MissedCallClosed, AuditedKind.Call, last.CallId)
        {
            Changes = AuditedChange.Between(("missed-call-reason", null, Kebab.Of(command.Reason.Value))),
        });
        return Unit.Value;
    }
}
