using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Calls.InCall;

/// <summary>
/// Hands the contact over. Warm: the agent talks with the target first, while the contact is on hold. Cold: the agent leaves at once.
/// </summary>
[NotAudited("the timeline of the call tells it")]
public sealed record StartTransfer(Guid CallId, PartyToCall To, TransferKind Kind, string? IdempotencyKey = null)
    : IIdempotentCommand<TransferView>;

internal sealed class StartTransferValidator : AbstractValidator<StartTransfer>
{
    public StartTransferValidator()
    {
        RuleFor(c => c.To).Cascade(CascadeMode.Stop).NotNull().Must(to => to.IsOne);
        RuleFor(c => c.To.Number).MaximumLength(64).When(c => c.To is not null);
        RuleFor(c => c.Kind).IsInEnum();
        RuleFor(c => c.IdempotencyKey).Length(1, 200);
    }
}

internal sealed class StartTransferHandler(
    ICallRepository calls,
    PartyFinder parties,
    CallParties names,
    ICurrentUser user,
    TimeProvider clock) : IRequestHandler<StartTransfer, TransferView>
{
    public async Task<TransferView> Handle(StartTransfer command, CancellationToken cancellationToken)
    {
        var call = await calls.GetToActAsync(command.CallId, user, cancellationToken);
        if (command.To.MemberId == user.MembershipId.Value)
        {
            throw new DomainRuleException(RuleCodes.NotPossibleNow, "A call cannot be handed to the person who hands it over.");
        }

        call.EnsureMayBeExtended();
        var to = await parties.FindAsync(command.To, call, user.MembershipId, cancellationToken);
        var transfer = call.StartTransfer(
            call.LegOf(user.MembershipId),
            command.Kind,
            to.MemberId,
            to.Number,
            user.MembershipId,
            clock.GetUtcNow(),
            to.Terms);
        return await names.NameAsync(TransferView.Of([transfer])[0], cancellationToken);
    }
}
