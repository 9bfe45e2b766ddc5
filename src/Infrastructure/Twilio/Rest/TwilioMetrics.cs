using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>
/// How long Twilio takes and how often it says no, by what was asked: of a path only the kind of thing is told, never whose.
/// </summary>
internal sealed class TwilioMetrics
{
    public const string Meter = "CrmVoice.Twilio";

    private readonly TimeProvider clock;
    private readonly Histogram<double> duration;
    private readonly Counter<long> errors;

    public TwilioMetrics(IMeterFactory meters, TimeProvider clock)
    {
        this.clock = clock;
        var meter = meters.Create(Meter);
        duration = meter.CreateHistogram<double>(
            "crmvoice.twilio.request.duration",
            "s",
            "How long requests to Twilio took, their repetitions included.",
            tags: null,
            Telemetry.Seconds);
        errors = meter.CreateCounter<long>(
            "crmvoice.twilio.request.errors",
            "{error}",
            "Requests to Twilio that failed, by Twilio's code or what was wrong with the connection.");
    }

    /// <summary>Measures one request, as a span too.</summary>
    /// <param name="operation">Such as <c>GET Calls/{sid}</c>.</param>
    public async Task<T> MeasureAsync<T>(string operation, Func<Task<T>> send)
    {
        var tag = new KeyValuePair<string, object?>("operation", operation);
        var started = clock.GetTimestamp();
        using var activity = Telemetry.Source.StartActivity($"Twilio {operation}", ActivityKind.Client);
        try
        {
            return await send();
        }
        catch (Exception exception) when (CodeOf(exception) is { } code)
        {
            errors.Add(1, tag, new("code", code));
            activity?.SetTag("error.type", code).SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            duration.Record(clock.GetElapsedTime(started).TotalSeconds, tag);
        }
    }

    private static string? CodeOf(Exception exception) => exception switch
    {
        TwilioErrorException error => $"{error.Code}",
        TwilioUnansweredException error => error.Note,
        _ => null,
    };
}
