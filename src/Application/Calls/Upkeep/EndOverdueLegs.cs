using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.Upkeep;

/// <summary>Ends the legs of a live call that were to end by themselves, with the room that the contact has left, and have not.</summary>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record EndOverdueLegs(Guid CallId) : ICommand;

internal sealed class EndOverdueLegsHandler(ICallRepository calls, TimeProvider clock) : IRequestHandler<EndOverdueLegs, Unit>
{
    public async Task<Unit> Handle(EndOverdueLegs command, CancellationToken cancellationToken)
    {
        (await calls.FindAsync(new CallId(command.CallId), cancellationToken))?.EndOverdueLegs(clock.GetUtcNow());
        return Unit.Value;
    }
}
