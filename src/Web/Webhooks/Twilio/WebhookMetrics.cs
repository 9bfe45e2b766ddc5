using System.Diagnostics.Metrics;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>How many webhooks were refused, and why: a count that rises means a wrong token, a wrong public address, or somebody trying.</summary>
internal sealed class WebhookMetrics
{
    public const string Meter = "CrmVoice.Webhooks";

    private readonly Counter<long> refusals;

    public WebhookMetrics(IMeterFactory meters) =>
        refusals = meters.Create(Meter).CreateCounter<long>("crmvoice.webhooks.refused", "{webhook}", "Webhooks that were refused, by reason.");

    public void CountRefusal(RefusalReason reason) => refusals.Add(1, new KeyValuePair<string, object?>("reason", Kebab.Of(reason)));
}
