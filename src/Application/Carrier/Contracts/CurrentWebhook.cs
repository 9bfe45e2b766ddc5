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
    public Task<Receipt> TakeAsync(CancellationToken cancellationToken) => TakeAsync(callId: null, cancellationToken);

    /// <param name="callId">The call that it is about, where its address does not name it.</param>
    /// <inheritdoc cref="TakeAsync(CancellationToken)"/>
    public async Task<Receipt> TakeAsync(CallId? callId, CancellationToken cancellationToken)
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
                    callId ?? webhook.CallId,
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
