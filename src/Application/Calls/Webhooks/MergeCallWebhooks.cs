using System.Collections.ObjectModel;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Webhooks;

/// <summary>Merges what stored webhooks say into their calls, many at once.</summary>
internal sealed class MergeCallWebhooks(ICallRepository calls, WebhookReaders readers, TimeProvider clock) : IWebhookMerger
{
    public WebhookSubject[] Subjects => [WebhookSubject.Call, WebhookSubject.Leg];

    public async Task TakeAsync(IReadOnlyList<InboundWebhook> webhooks, CancellationToken cancellationToken)
    {
        var known = (await calls.ListAsync([.. webhooks.Select(webhook => webhook.CallId).Distinct()], cancellationToken)).ToDictionary(
            call => call.Id);
        var read = webhooks.Select(webhook => Read(webhook, known.GetValueOrDefault(webhook.CallId))).OfType<ReadWebhook>().ToList();
        var owners = await FindOwnersAsync(read, cancellationToken);
        read.ForEach(one => Take(one, owners));
    }

    private ReadWebhook? Read(InboundWebhook webhook, Call? call)
    {
        if (call is null)
        {
            webhook.Postpone(new UnappliedReason(UnappliedKind.UnknownCall), clock.GetUtcNow());
            return null;
        }

        try
        {
            return new ReadWebhook(webhook, call, readers.Read(webhook.Webhook, webhook.LegId, UrlEncodedFields.Read(webhook.Parameters!)));
        }
        catch (MalformedWebhookException malformed)
        {
            webhook.Postpone(new UnappliedReason(UnappliedKind.Malformed, malformed.Field), clock.GetUtcNow());
            return null;
        }
    }

    // Most name only legs and recordings that their call already has.
    private async Task<IReadOnlyDictionary<string, CallId>> FindOwnersAsync(
        IEnumerable<ReadWebhook> read,
        CancellationToken cancellationToken)
    {
        var unknown = read.SelectMany(one => one.Report.Sids.Where(sid => !one.Call.Has(sid))).ToHashSet();
        return unknown.Count == 0 ? ReadOnlyDictionary<string, CallId>.Empty : await calls.FindOwnersAsync(unknown, cancellationToken);
    }

    private void Take(ReadWebhook read, IReadOnlyDictionary<string, CallId> owners)
    {
        var (webhook, call, report) = read;
        if (!report.MayBeOf(call))
        {
            // The name of another room can only be made up, and no later report makes it this one's.
            webhook.GiveUp(new UnappliedReason(UnappliedKind.OfAnotherCall));
            return;
        }

        if (report.Sids.Any(sid => owners.TryGetValue(sid, out var owner) && owner != call.Id))
        {
            // If it were merged, the leg would be hung up as a second leg to the agent, or could not be stored.
            webhook.Postpone(new UnappliedReason(UnappliedKind.OfAnotherCall), clock.GetUtcNow());
            return;
        }

        webhook.TakeInto(call, report);
    }

    private sealed record ReadWebhook(InboundWebhook Webhook, Call Call, CarrierReport Report);
}
