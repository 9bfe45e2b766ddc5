using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Webhooks;

/// <summary>Reads one kind of webhook: what it says.</summary>
public interface IWebhookReader
{
    /// <summary>Which kind, a name of <see cref="CarrierWebhooks"/>.</summary>
    string Webhook { get; }

    /// <param name="legId">The leg in its address; null where that names none.</param>
    /// <exception cref="MalformedWebhookException">A field without which it says nothing is missing or malformed.</exception>
    CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields);
}

/// <summary>Reads one kind of webhook that wants to be answered with TwiML: what it asks, and what it says in passing.</summary>
public interface IQuestionReader : IWebhookReader
{
    /// <param name="legId">As for <see cref="IWebhookReader.Read"/>.</param>
    /// <exception cref="MalformedWebhookException">A field without which it asks nothing is missing or malformed.</exception>
    ICommand<CallInstruction> ReadQuestion(Guid callId, LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields);
}

/// <summary>A field without which a webhook says nothing is missing or has not the carrier's form.</summary>
public sealed class MalformedWebhookException(string field) : Exception($"{field} is missing or malformed.")
{
    public string Field { get; } = field;
}
