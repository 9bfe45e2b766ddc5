using System.Collections.Frozen;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Webhooks;

/// <summary>The reader of each kind of webhook.</summary>
public sealed class WebhookReaders(IEnumerable<IWebhookReader> readers)
{
    private readonly FrozenDictionary<string, IWebhookReader> byName = readers.ToFrozenDictionary(reader => reader.Webhook);

    /// <exception cref="MalformedWebhookException">A required field is missing or malformed.</exception>
    public CarrierReport Read(string webhook, LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields) =>
        byName[webhook].Read(legId, fields);

    /// <exception cref="MalformedWebhookException">A required field is missing or malformed.</exception>
    public ICommand<CallInstruction> ReadQuestion(IncomingWebhook webhook) =>
        ((IQuestionReader)byName[webhook.Webhook]).ReadQuestion(webhook.CallId.Value, webhook.LegId, webhook.Fields);
}
