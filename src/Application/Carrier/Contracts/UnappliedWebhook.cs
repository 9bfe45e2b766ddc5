using CrmVoice.Domain.Carrier;

namespace CrmVoice.Application.Carrier.Contracts;

public static class UnappliedWebhooksQuery
{
    /// <summary>Those that could not be applied, whether given up or not.</summary>
    public static IQueryable<InboundWebhook> WhereUnapplied(this IQueryable<InboundWebhook> webhooks) =>
        webhooks.Where(webhook => webhook.State == WebhookState.Pending && webhook.Reason != null);

    /// <summary>Those that could not be applied, newest first.</summary>
    internal static IQueryable<UnappliedWebhook> SelectUnapplied(this IQueryable<InboundWebhook> webhooks) => webhooks
        .WhereUnapplied()
        .OrderByDescending(webhook => webhook.Id)
        .Select(webhook => new UnappliedWebhook(
            webhook.Id,
            webhook.CallId.Value,
            webhook.Webhook,
            webhook.Key,
            webhook.ArrivedAt,
            webhook.Arrivals,
            webhook.FailedAttempts,
            webhook.Reason!.Value,
            webhook.DueAt));
}

/// <summary>A webhook that could not be applied (yet).</summary>
public sealed record UnappliedWebhook(
    long Id,
    Guid CallId,
    string Webhook,
    string Key,
    DateTimeOffset ArrivedAt,
    int Arrivals,
    int FailedAttempts,
    UnappliedReason Reason,
    DateTimeOffset DueAt)
{
    public bool IsGivenUp => DueAt == InboundWebhook.Never;

    public bool IsOfKnownCall =>
        Reason.Kind is not UnappliedKind.UnknownCall && CarrierWebhooks.SubjectOf(Webhook) is WebhookSubject.Call or WebhookSubject.Leg;
}
