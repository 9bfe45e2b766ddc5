using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Webhooks;

/// <summary>Merges what a stored webhook says into its call, and that it came again.</summary>
internal static class WebhookArrivals
{
    // However often a webhook is repeated, the call's timeline does not fill up with it.
    private const int MaxRepetitionsNoted = 10;

    public static void TakeInto(this InboundWebhook webhook, Call call, CarrierReport report)
    {
        for (
            var arrival = webhook.ArrivalsTaken;
            arrival < Math.Min(webhook.Arrivals, webhook.ArrivalsTaken + MaxRepetitionsNoted);
            arrival++)
        {
            report.ApplyTo(call, new Receipt(arrival == 0 ? webhook.ArrivedAt : webhook.LastArrivedAt, webhook.Key));
        }

        webhook.Take();
    }
}
