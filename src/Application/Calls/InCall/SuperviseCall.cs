using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Calls.InCall;

/// <summary>
/// Lets a supervisor listen to somebody else's call, whisper to the agent or talk with both: the supervisor's phone rings and enters muted.
/// Somebody who takes part already changes how.
/// </summary>
public sealed record SuperviseCall(Guid CallId, SupervisionMode Mode) : ICommand;

internal sealed class SuperviseCallValidator : AbstractValidator<SuperviseCall>
{
    public SuperviseCallValidator() => RuleFor(c => c.Mode).IsInEnum();
}

internal sealed class SuperviseCallHandler(
    ICallRepository calls,
    PartyFinder parties,
    IAuditLog audit,
    ICurrentUser user,
    TimeProvider clock) : IRequestHandler<SuperviseCall, Unit>
{
    public async Task<Unit> Handle(SuperviseCall command, CancellationToken cancellationToken)
    {
        if (!user.Role.May(Permission.OverrideCalls))
        {
            throw new ForbiddenException();
        }

        var call = await calls.GetAsync(command.CallId, cancellationToken);
        call.EnsureMayBeExtended();
        var there = call.Legs.FirstOrDefault(leg => leg.MemberId == user.MembershipId && !leg.IsGone);
        var before = there?.Supervision;
        var own = there is not null
            ? new BroughtIn(user.MembershipId, PhoneNumber.Parse(there.Address!), new LegTerms())
            : await parties.FindOwnPhoneAsync(call, user.MembershipId, cancellationToken);
        call.Supervise(user.MembershipId, own.Number, command.Mode, clock.GetUtcNow(), own.Terms);
        audit.Add(
            new Audited(AuditAction.CallSupervised, AuditedKind.Call, call.Id.Value)
            {
                Changes = [new AuditedChange("supervision-mode", before is { } old ? Kebab.Of(old) : null, Kebab.Of(command.Mode))],
            });
        return Unit.Value;
    }
}
