using System.Collections.Concurrent;
using CrmVoice.Domain.Carrier;

namespace CrmVoice.Application.Carrier.Outbox;

/// <summary>
/// Distinguishes a claim whose process has died from one that only looks old because the clock of its process is minutes behind ours: it is
/// watched for as long as the carrier may take to answer, by elapsed time rather than time of day.
/// </summary>
internal sealed class ClaimWatch(TimeProvider clock)
{
    /// <summary>Longer than we wait for the carrier's answer.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(20);

    // A request that is answered while it is watched is never checked again, so its entry has to expire.
    private static readonly TimeSpan forgottenAfter = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(Guid RequestId, int Attempts), long> watchedSince = [];

    /// <summary>Whether the request has been in this state since it was first seen, and that is at least <see cref="Lasts"/> ago.</summary>
    public bool IsAbandoned(CarrierRequest request)
    {
        foreach (var (forgotten, _) in watchedSince.Where(watched => clock.GetElapsedTime(watched.Value) > forgottenAfter))
        {
            watchedSince.TryRemove(forgotten, out _);
        }

        return clock.GetElapsedTime(watchedSince.GetOrAdd((request.Id, request.Attempts), _ => clock.GetTimestamp())) >= Lasts;
    }
}
