using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CrmVoice.Infrastructure;

/// <summary>
/// Spans of our own: what is asked of Twilio, what the outbox sends, and what goes in and out of the inbox. Nothing in them tells of a
/// person: no numbers, names or texts.
/// </summary>
public static class Telemetry
{
    public const string SourceName = "CrmVoice";

    /// <summary>The meter of calls, outbox and inbox.</summary>
    public const string MeterName = "CrmVoice.Calls";

    /// <summary>Seconds, from what is quick to what somebody would complain of.</summary>
    internal static InstrumentAdvice<double> Seconds { get; } =
        new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] };

    internal static ActivitySource Source { get; } = new(SourceName);

    /// <summary>Work on many webhooks at once; null, and free of cost, where nobody listens.</summary>
    internal static Activity? StartBatch(string name, int count) => Source.StartActivity(name)?.SetTag("crmvoice.webhooks.count", count);

    /// <summary>Says of a span that it failed, and by what kind of exception.</summary>
    internal static void Fail(this Activity? span, Exception exception) =>
        span?.SetTag("error.type", exception.GetType().Name).SetStatus(ActivityStatusCode.Error);
}
