using CrmVoice.Domain.Calls;

namespace CrmVoice.Application.Calls.Inbox;

public static class Unapplied
{
    /// <summary>Those that were tried in vain.</summary>
    public static IQueryable<InboundWebhook> WhereUnapplied(this IQueryable<InboundWebhook> webhooks) =>
        webhooks.Where(webhook => webhook.State == WebhookState.Pending && webhook.Reason != null);
}
