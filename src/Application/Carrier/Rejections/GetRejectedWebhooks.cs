using CrmVoice.Application.Common;
using CrmVoice.Domain.Carrier;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Carrier.Rejections;

/// <summary>
/// The organization's refused webhooks: how many there were in each of the last 24 hours and, for users who may manage the Twilio
/// account, what the latest looked like.
/// </summary>
public sealed record GetRejectedWebhooks : IQuery<RejectedWebhooks>;

/// <param name="Since">When the first of the 24 hours began (UTC); the last one is still going on.</param>
/// <param name="Reasons">The reasons there were, the most frequent first.</param>
/// <param name="Samples">The newest first; null for those who may not see them.</param>
public sealed record RejectedWebhooks(
    DateTimeOffset Since,
    IReadOnlyList<RejectionsByReason> Reasons,
    IReadOnlyList<RejectedWebhook>? Samples);

/// <param name="PerHour">24 counts, oldest hour first.</param>
/// <param name="Latest">The latest one that is kept, where the reader may see it.</param>
public sealed record RejectionsByReason(RejectionReason Reason, IReadOnlyList<long> PerHour, RejectedWebhook? Latest)
{
    public long Total => PerHour.Sum();
}

internal sealed class GetRejectedWebhooksHandler(IReadDb db, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<GetRejectedWebhooks, RejectedWebhooks>
{
    private const int Hours = 24;

    public async Task<RejectedWebhooks> Handle(GetRejectedWebhooks query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var since = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero).AddHours(1 - Hours);
        var counts = await db.RejectionCounts.Where(count => count.Hour >= since).ToListAsync(cancellationToken);
        var samples = user.Role.May(Permission.ManageTwilioAccount) ? await SamplesAsync(cancellationToken) : null;
        var reasons = counts
            .GroupBy(count => count.Reason)
            .Select(same => new RejectionsByReason(
                same.Key,
                PerHour(same, since),
                samples?.FirstOrDefault(sample => sample.Reason == same.Key)))
            .OrderByDescending(reason => reason.Total)
            .ThenBy(reason => reason.Reason);
        return new RejectedWebhooks(since, [.. reasons], samples);
    }

    private async Task<IReadOnlyList<RejectedWebhook>> SamplesAsync(CancellationToken cancellationToken) =>
        await db.RejectionSamples.OrderByDescending(sample => sample.Id).Select(sample => sample.Webhook).ToListAsync(cancellationToken);

    private static long[] PerHour(IEnumerable<RejectionCount> counts, DateTimeOffset since)
    {
        var perHour = new long[Hours];
        foreach (var count in counts)
        {
            // If a clock was set back, stored hours may lie in the future.
            perHour[Math.Clamp((int)(count.Hour - since).TotalHours, 0, Hours - 1)] += count.Count;
        }

        return perHour;
    }
}
