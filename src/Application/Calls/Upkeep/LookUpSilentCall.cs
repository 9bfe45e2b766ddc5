using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.Upkeep;

/// <summary>
/// Requests a look-up of a live call that has been silent for too long, or of which a leg has, so that a lost webhook never leaves it
/// hanging.
/// </summary>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record LookUpSilentCall(Guid CallId) : ICommand
{
    /// <summary>How long a live call may be silent before Twilio is asked about it.</summary>
    public static readonly TimeSpan SilenceAllowed = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether nothing was heard of the call for that long, or not what became of a leg that must have joined or be over.
    /// </summary>
    public static bool IsSilent(Call call, DateTimeOffset now) =>
        now - call.LastHeardAt >= SilenceAllowed
        || (call.Topology is Topology.Room && call.Legs.Any(leg => RoomFlow.IsOverdue(call, leg, now)));
}

internal sealed class LookUpSilentCallHandler(ICallRepository calls, ICarrierRequestRepository requests, TimeProvider clock)
    : IRequestHandler<LookUpSilentCall, Unit>
{
    public async Task<Unit> Handle(LookUpSilentCall command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var call = await calls.FindAsync(new CallId(command.CallId), cancellationToken);
        if (call is not { HasEnded: false, FirstLeg: not null } || !LookUpSilentCall.IsSilent(call, now))
        {
            return Unit.Value;
        }

        await requests.EnqueueOnceAsync((call.OrganizationId, call.Id), LookUpLegs.Name, now, cancellationToken);
        return Unit.Value;
    }
}
