using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.InCall;

/// <summary>
/// Puts a party of a call on hold, or takes it back: it hears music instead of the others. Sets a state: the newest wins.
/// </summary>
/// <param name="LegId">Whom; null for the contact.</param>
[NotAudited("the timeline of the call tells it")]
public sealed record HoldLeg(Guid CallId, Guid? LegId, bool IsOnHold) : ICommand;

internal sealed class HoldLegHandler(ICallRepository calls, ICurrentUser user, TimeProvider clock) : IRequestHandler<HoldLeg, Unit>
{
    public async Task<Unit> Handle(HoldLeg command, CancellationToken cancellationToken)
    {
        var call = await calls.GetToActAsync(command.CallId, user, cancellationToken);
        var leg = command.LegId is { } id ? call.GetLegToActOn(id, user) : null;
        call.SetHold(leg?.Id, command.IsOnHold, clock.GetUtcNow());
        return Unit.Value;
    }
}
