using System.Diagnostics;

namespace CrmVoice.Infrastructure;

/// <summary>Spans of our own: what is asked of Twilio, and what the outbox sends. Nothing in them tells of a person: no numbers, names or texts.</summary>
public static class Telemetry
{
    public const string SourceName = "CrmVoice";

    internal static ActivitySource Source { get; } = new(SourceName);
}
