using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.InCall;

/// <summary>Mutes a party of a call, or lets it be heard again. Sets a state: the newest wins.</summary>
/// <param name="LegId">Whom; null for the user's own leg.</param>
[NotAudited("the timeline of the call tells it")]
public sealed record MuteLeg(Guid CallId, Guid? LegId, bool IsMuted) : ICommand;

internal sealed class MuteLegHandler(ICallRepository calls, ICurrentUser user, TimeProvider clock) : IRequestHandler<MuteLeg, Unit>
{
    public async Task<Unit> Handle(MuteLeg command, CancellationToken cancellationToken)
    {
        var call = await calls.GetToActAsync(command.CallId, user, cancellationToken);
        var leg = command.LegId is { } id ? call.GetLegToActOn(id, user).Id : call.LegOf(user.MembershipId);
        call.SetMute(leg, command.IsMuted, clock.GetUtcNow());
        return Unit.Value;
    }
}
