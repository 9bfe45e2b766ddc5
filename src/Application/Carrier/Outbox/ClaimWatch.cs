using System.Collections.Concurrent;
using CrmVoice.Domain.Carrier;

namespace CrmVoice.Application.Carrier.Outbox;

/// <summary>
/// Tells a claim whose process has died from one that only looks old, because the clock of whoever made it is minutes behind ours:
/// it is watched for as long as the carrier may take to answer, and not by anybody's time of day.
/// </summary>
internal sealed class ClaimWatch(TimeProvider clock)
{
    /// <summary>Longer than the carrier is waited for.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(20);

    // What was answered while it was watched is not seen again.
    private static readonly TimeSpan forgottenAfter = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(Guid RequestId, int Attempts), long> watchedSince = [];

    /// <summary>Whether the request has stood like this all the time since it was first seen, and that is long enough ago.</summary>
    public bool IsAbandoned(CarrierRequest request)
    {
        foreach (var (forgotten, _) in watchedSince.Where(watched => clock.GetElapsedTime(watched.Value) > forgottenAfter))
        {
            watchedSince.TryRemove(forgotten, out _);
        }

        return clock.GetElapsedTime(watchedSince.GetOrAdd((request.Id, request.Attempts), _ => clock.GetTimestamp())) >= Lasts;
    }
}
