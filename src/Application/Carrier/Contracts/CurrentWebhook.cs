using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>
/// The webhook that the current unit of work answers. Stored in the same transaction as the changes that the answer is based on.
/// </summary>
public sealed class CurrentWebhook(IInboundWebhookRepository webhooks, TimeProvider clock)
{
    private IncomingWebhook? incoming;

    public void Enter(IncomingWebhook webhook) => incoming = webhook;

    /// <summary>Stores the webhook, or counts its repetition. Returns when, and by which webhook, the call learns of it.</summary>
    public async Task<Receipt> TakeAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (incoming is not { } webhook)
        {
            return now;
        }

        if (await webhooks.FindAsync(webhook.Key, cancellationToken) is { } known)
        {
            known.AnswerAgain(now);
        }
        else
        {
            webhooks.Add(
                InboundWebhook.Answered(
                    webhook.OrganizationId,
                    webhook.CallId,
                    webhook.LegId,
                    webhook.Webhook,
                    webhook.Key,
                    webhook.IdempotencyToken,
                    webhook.Parameters,
                    now));
        }

        return new Receipt(now, webhook.Key);
    }
}
