using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Carrier;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Carrier.Traffic;

/// <summary>Webhooks that could not be applied to their calls (yet), newest first, and how many there are for each reason.</summary>
public sealed record ListUnappliedWebhooks : IQuery<UnappliedWebhooks>
{
    public const int MaxShown = 50;
}

/// <param name="Reasons">How many there are of each reason, most first.</param>
public sealed record UnappliedWebhooks(IReadOnlyList<UnappliedWebhook> Newest, IReadOnlyList<(UnappliedReason Reason, int Count)> Reasons);

internal sealed class ListUnappliedWebhooksHandler(IReadDb db) : IRequestHandler<ListUnappliedWebhooks, UnappliedWebhooks>
{
    public async Task<UnappliedWebhooks> Handle(ListUnappliedWebhooks query, CancellationToken cancellationToken)
    {
        var newest = await db.InboundWebhooks.SelectUnapplied().Take(ListUnappliedWebhooks.MaxShown).ToListAsync(cancellationToken);
        var reasons = await db.InboundWebhooks.WhereUnapplied()
            .GroupBy(webhook => webhook.Reason!.Value).Select(same => new { Reason = same.Key, Count = same.Count() })
            .OrderByDescending(same => same.Count).ThenBy(same => same.Reason).ToListAsync(cancellationToken);
        return new UnappliedWebhooks(newest, [.. reasons.Select(same => (same.Reason, same.Count))]);
    }
}
