using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Incoming;

/// <summary>
/// Merges what stored webhooks say of calls to the organization's numbers; one that is not known yet is made up for. Afterwards they are
/// kept as the call's.
/// </summary>
internal sealed class MergeNumberWebhooks(IncomingCalls incoming, WebhookReaders readers, TimeProvider clock) : IWebhookMerger
{
    public WebhookSubject[] Subjects => [WebhookSubject.Number];

    public async Task TakeAsync(IReadOnlyList<InboundWebhook> webhooks, CancellationToken cancellationToken)
    {
        foreach (var webhook in webhooks)
        {
            try
            {
                await TakeAsync(webhook, cancellationToken);
            }
            catch (MalformedWebhookException malformed)
            {
                webhook.Postpone(new UnappliedReason(UnappliedKind.Malformed, malformed.Field), clock.GetUtcNow());
            }
            catch (NotFoundException)
            {
                webhook.Postpone(new UnappliedReason(UnappliedKind.UnknownCall), clock.GetUtcNow());
            }
        }
    }

    private async Task TakeAsync(InboundWebhook webhook, CancellationToken cancellationToken)
    {
        var read = readers.Read(webhook.Webhook, legId: null, UrlEncodedFields.Read(webhook.Parameters!));
        var report = (CarrierReport.OfIncoming)read;
        var number = new NumberId(webhook.CallId.Value);
        var call = await incoming.FindOrReceiveAsync(number, report, webhook.ArrivedAt, cancellationToken);
        webhook.BelongTo(call.Id);
        webhook.TakeInto(call, report);
    }
}
