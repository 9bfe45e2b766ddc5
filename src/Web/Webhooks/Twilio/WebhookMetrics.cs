using System.Diagnostics.Metrics;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>
/// How many webhooks were refused, and why: a count that rises means a wrong token, a wrong public address, or somebody trying. And how
/// many questions were answered, and with what: Twilio gets TwiML and 200 whatever broke, so that nothing else tells.
/// </summary>
public sealed class WebhookMetrics
{
    internal const string Meter = "CrmVoice.Webhooks";

    private readonly Counter<long> refusals;
    private readonly Counter<long> answers;
    private readonly Counter<long> unsigned;

    public WebhookMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        refusals = meter.CreateCounter<long>("crmvoice.webhooks.refused", "{webhook}", "Webhooks that were refused, by kind and reason.");
        answers = meter.CreateCounter<long>(
            "crmvoice.webhooks.answered",
            "{webhook}",
            "Webhooks that were answered with TwiML, by kind and outcome.");
        unsigned = meter.CreateCounter<long>(
            "crmvoice.sounds.unsigned",
            "{request}",
            "Requests for sound that were served without a valid signature, by sound and reason.");
    }

    /// <param name="webhook">Which one, a word of <see cref="CarrierWebhooks"/>: never what a request says of itself.</param>
    internal void CountRefusal(string webhook, RejectionReason reason) =>
        refusals.Add(1, new("webhook", webhook), new("reason", Kebab.Of(reason)));

    /// <param name="sound">Which document, a word of ours.</param>
    internal void CountUnsigned(string sound, RejectionReason reason) =>
        unsigned.Add(1, new("sound", sound), new("reason", Kebab.Of(reason)));

    /// <param name="webhook">Which one, a word of <see cref="CarrierWebhooks"/>.</param>
    internal void CountAnswer(string webhook, AnswerOutcome outcome) =>
        answers.Add(1, new("webhook", webhook), new("outcome", Kebab.Of(outcome)));
}

/// <summary>What came of a question of Twilio's.</summary>
internal enum AnswerOutcome
{
    Answered,

    /// <summary>Something broke, and whoever is on the line was told so.</summary>
    Apologized,

    /// <summary>Nobody knows the call; it was hung up.</summary>
    UnknownCall,
}
