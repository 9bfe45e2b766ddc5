using System.Diagnostics.Metrics;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Inbox;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Carrier.Inbox;

/// <summary>How many webhooks were stored, what became of them, and how long they waited for it.</summary>
internal sealed class InboxMetrics
{
    private readonly Counter<long> stored;
    private readonly Counter<long> taken;
    private readonly Histogram<double> lag;
    private readonly Histogram<double> lagOfRooms;
    private readonly TimeProvider clock;

    public InboxMetrics(IMeterFactory meters, TimeProvider clock)
    {
        this.clock = clock;
        var meter = meters.Create(Telemetry.MeterName);
        stored = meter.CreateCounter<long>(
            "crmvoice.webhooks.stored",
            "{webhook}",
            "Webhooks that were stored and acknowledged, repetitions included, by kind.");
        taken = meter.CreateCounter<long>(
            "crmvoice.webhooks.taken",
            "{webhook}",
            "Webhooks that were tried to be taken into their calls, by kind and outcome.");
        lag = meter.CreateHistogram<double>(
            "crmvoice.webhooks.apply.lag",
            "s",
            "From the arrival of a webhook until its call had taken it in.",
            tags: null,
            Telemetry.Seconds);
        lagOfRooms = meter.CreateHistogram<double>(
            "crmvoice.rooms.webhooks.lag",
            "s",
            "The same of conference webhooks alone.",
            tags: null,
            Telemetry.Seconds);
    }

    public void CountStored(string webhook) => stored.Add(1, new KeyValuePair<string, object?>("webhook", webhook));

    public void Count(AppliedWebhook webhook)
    {
        var outcome = webhook.Reason is { } reason ? Kebab.Of(reason.Kind) : "applied";
        taken.Add(1, new("webhook", webhook.Webhook), new("outcome", outcome));
        if (webhook.Reason is null)
        {
            var seconds = (clock.GetUtcNow() - webhook.ArrivedAt).TotalSeconds;
            lag.Record(seconds);
            if (webhook.Webhook == CarrierWebhooks.RoomEvents)
            {
                lagOfRooms.Record(seconds);
            }
        }
    }

    public void CountFailed(int count) => taken.Add(count, new KeyValuePair<string, object?>("outcome", "failed"));
}
