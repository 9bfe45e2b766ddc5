using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Carrier;
using MediatR;

namespace CrmVoice.Application.Carrier.Inbox;

/// <summary>
/// Applies stored webhooks to what they are about, many in one unit of work. One that cannot be applied is kept with its
/// reason and does not hold up the others.
/// </summary>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record ApplyWebhooks(IReadOnlyList<long> Ids) : ICommand<IReadOnlyList<AppliedWebhook>>;

/// <param name="Reason">Why it could not be applied; null where it was.</param>
public sealed record AppliedWebhook(string Webhook, DateTimeOffset ArrivedAt, UnappliedReason? Reason);

internal sealed class ApplyWebhooksHandler(IInboundWebhookRepository webhooks, IEnumerable<IWebhookMerger> mergers)
    : IRequestHandler<ApplyWebhooks, IReadOnlyList<AppliedWebhook>>
{
    public async Task<IReadOnlyList<AppliedWebhook>> Handle(ApplyWebhooks command, CancellationToken cancellationToken)
    {
        var pending = await webhooks.ListPendingAsync(command.Ids, cancellationToken);
        foreach (var forgotten in pending.Where(webhook => webhook.Parameters is null))
        {
            forgotten.GiveUp(new UnappliedReason(UnappliedKind.Forgotten));
        }

        var bySubject = pending
            .Where(webhook => webhook.Parameters is not null)
            .ToLookup(webhook => CarrierWebhooks.SubjectOf(webhook.Webhook));
        foreach (var merger in mergers)
        {
            if (merger.Subjects.SelectMany(subject => bySubject[subject]).ToList() is { Count: > 0 } its)
            {
                await merger.TakeAsync([.. its.OrderBy(webhook => webhook.Id)], cancellationToken);
            }
        }

        return [.. pending.Select(webhook => new AppliedWebhook(webhook.Webhook, webhook.LastArrivedAt, webhook.Reason))];
    }
}
