using CrmVoice.Domain.Calls;

namespace CrmVoice.Application.Calls;

/// <summary>Asks the carrier about a call that nothing was heard of for long: a lost webhook must not block its agent.</summary>
public sealed class SilentCallCheck(ITelephony telephony, TimeProvider clock)
{
    /// <summary>How long a live call may be silent before the carrier is asked about it.</summary>
    public static readonly TimeSpan SilenceAllowed = TimeSpan.FromSeconds(60);

    public async Task<bool> HasEndedAsync(Call live, CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() - live.LastHeardAt >= SilenceAllowed && live.AgentLeg is { } agent)
        {
            LookUp.Merge(live, await telephony.LookUpAsync(agent.CallSid, cancellationToken), clock.GetUtcNow());
        }

        return live.HasEnded;
    }
}
