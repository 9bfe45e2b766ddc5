using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>The webhook whose question the present unit of work answers: stored in the same transaction as what the answer rests on.</summary>
public sealed class CurrentWebhook(IInboundWebhookRepository webhooks, TimeProvider clock)
{
    private IncomingWebhook? incoming;

    public void Enter(IncomingWebhook webhook) => incoming = webhook;

    /// <summary>Stores it, or notes that it came again, and says when and through what its call hears of it.</summary>
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
            webhooks.Add(InboundWebhook.Answered(
                webhook.OrganizationId, webhook.CallId, webhook.LegId, webhook.Webhook, webhook.Key, webhook.IdempotencyToken, webhook.Parameters, now));
        }

        return new Receipt(now, webhook.Key);
    }
}
