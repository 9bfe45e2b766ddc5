using CrmVoice.Application.Common;

namespace CrmVoice.Application.Calls.Inbox;

/// <summary>Reads the carrier's webhooks: what they say, and what they ask.</summary>
public interface ICarrierReports
{
    /// <summary>What a webhook of any kind says of its call.</summary>
    /// <exception cref="MalformedReportException">A field without which it says nothing is missing or malformed.</exception>
    CarrierReport Read(string webhook, IReadOnlyList<KeyValuePair<string, string>> fields);

    /// <summary>What a webhook asks that wants to be answered with TwiML.</summary>
    /// <exception cref="MalformedReportException">A field without which it asks nothing is missing or malformed.</exception>
    ICommand<CallInstruction> ReadQuestion(Guid callId, string webhook, IReadOnlyList<KeyValuePair<string, string>> fields);
}

/// <summary>A field without which a webhook says nothing is missing or has not the carrier's form.</summary>
public sealed class MalformedReportException(string field) : Exception($"{field} is missing or malformed.")
{
    public string Field { get; } = field;
}
