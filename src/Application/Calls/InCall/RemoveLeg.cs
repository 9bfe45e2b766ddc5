using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.InCall;

/// <summary>Takes a participant out of a live call, oneself included; the others go on. The contact is hung up with the call.</summary>
[NotAudited("the timeline of the call tells it")]
public sealed record RemoveLeg(Guid CallId, Guid LegId) : ICommand;

internal sealed class RemoveLegHandler(ICallRepository calls, ICurrentUser user, TimeProvider clock) : IRequestHandler<RemoveLeg, Unit>
{
    public async Task<Unit> Handle(RemoveLeg command, CancellationToken cancellationToken)
    {
        var call = await calls.GetAsync(command.CallId, cancellationToken);
        // Whoever is only being rung may decline.
        if (call.Legs.FirstOrDefault(leg => leg.Id.Value == command.LegId)?.MemberId != user.MembershipId)
        {
            call = await calls.GetToActAsync(command.CallId, user, cancellationToken);
        }

        call.RemoveLeg(call.GetLegToActOn(command.LegId, user).Id, clock.GetUtcNow());
        return Unit.Value;
    }
}
