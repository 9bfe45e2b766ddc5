using CrmVoice.Domain.Calls;

namespace CrmVoice.Application.Calls.Inbox;

public static class Unapplied
{
    /// <summary>The reason where the organization has no such call.</summary>
    public const string UnknownCall = "unknown-call";

    /// <summary>The reason where a leg or a recording that it speaks of belongs to another call of the organization.</summary>
    public const string OfAnotherCall = "of-another-call";

    /// <summary>The reason where what it carried is no longer kept: it will never be taken in.</summary>
    public const string Forgotten = "forgotten";

    /// <summary>Those that were tried in vain, given up or not.</summary>
    public static IQueryable<InboundWebhook> WhereUnapplied(this IQueryable<InboundWebhook> webhooks) =>
        webhooks.Where(webhook => webhook.State == WebhookState.Pending && webhook.Reason != null);
}
