using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Webhooks;

/// <summary>Reads one kind of webhook: what it says.</summary>
public interface IWebhookReader
{
    /// <summary>Which kind, a name of <see cref="CarrierWebhooks"/>.</summary>
    string Webhook { get; }

    /// <param name="legId">The leg in its URL; null where the URL names none.</param>
    /// <exception cref="MalformedWebhookException">A required field is missing or malformed.</exception>
    CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields);
}

/// <summary>Reads one kind of webhook that has to be answered with TwiML: the question, and the facts that come with it.</summary>
public interface IQuestionReader : IWebhookReader
{
    /// <param name="legId">As for <see cref="IWebhookReader.Read"/>.</param>
    /// <exception cref="MalformedWebhookException">A required field is missing or malformed.</exception>
    ICommand<CallInstruction> ReadQuestion(Guid callId, LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields);
}

/// <summary>A required field of a webhook is missing or not in the carrier's format.</summary>
public sealed class MalformedWebhookException(string field) : Exception($"{field} is missing or malformed.")
{
    public string Field { get; } = field;
}
