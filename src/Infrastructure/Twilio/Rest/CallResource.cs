using System.Globalization;
using System.Text.Json;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>Twilio: "Call resource". Only what CrmVoice reads.</summary>
internal sealed record CallResource(
    string Sid,
    string? ParentCallSid,
    string? Status,
    DateTimeOffset? DateCreated,
    DateTimeOffset? StartTime,
    DateTimeOffset? EndTime,
    string? EndTimeAsSent,
    int? Duration,
    string? AnsweredBy,
    TimeSpan QueueTime,
    decimal? Price,
    string? PriceUnit)
{
    private static readonly TimeSpan longestQueue = TimeSpan.FromDays(1);

    /// <summary>"Create a Call resource". Twilio has no idempotency key here, so this is never repeated by itself.</summary>
    public static async Task<CallResource> CreateAsync(ICreateCall options, TwilioRestClient client, CancellationToken cancellationToken) =>
        Read(await client.RequestAsync(new TwilioRequest(HttpMethod.Post, client.PathOf("Calls.json")) { Form = options.ToForm() }, cancellationToken));

    /// <summary>"Fetch a Call resource".</summary>
    public static async Task<CallResource> FetchAsync(string sid, TwilioRestClient client, CancellationToken cancellationToken) =>
        Read(await client.RequestAsync(new TwilioRequest(HttpMethod.Get, PathOf(sid, client)) { MayRepeat = true }, cancellationToken));

    /// <summary>"Update a Call resource": <c>Status=completed</c> ends a call whether it rings or is answered.</summary>
    public static async Task CompleteAsync(string sid, TwilioRestClient client, CancellationToken cancellationToken)
    {
        var request = new TwilioRequest(HttpMethod.Post, PathOf(sid, client)) { Form = [new("Status", "completed")], MayRepeat = true };
        using var answer = await client.SendAsync(request, cancellationToken);
    }

    /// <summary>"Read multiple Call resources", newest first.</summary>
    public static async Task<IReadOnlyList<CallResource>> ReadAsync(ReadCallOptions options, TwilioRestClient client, CancellationToken cancellationToken)
    {
        var request = new TwilioRequest(HttpMethod.Get, client.PathOf("Calls.json")) { Query = options.ToQuery(), MayRepeat = true };
        return [.. (await client.ReadAsync(request, "calls", options.MostPages, cancellationToken)).Select(Read)];
    }

    private static string PathOf(string sid, TwilioRestClient client) => client.PathOf($"Calls/{Uri.EscapeDataString(sid)}.json");

    private static CallResource Read(JsonElement call) => call.Text("sid") is { Length: > 0 } sid
        ? new CallResource(
            sid,
            call.Text("parent_call_sid") is { Length: > 0 } parent ? parent : null,
            call.Text("status"),
            call.Time("date_created"),
            call.Time("start_time"),
            call.Time("end_time"),
            call.Text("end_time"),
            call.Number("duration"),
            call.Text("answered_by") is { Length: > 0 } answeredBy ? answeredBy : null,
            QueueTimeOf(call),
            // Taken from the balance, and therefore negative.
            call.Amount("price") is { } price ? Math.Abs(price) : null,
            call.Text("price_unit") is { Length: Leg.PriceUnitLength } unit ? unit : null)
        : throw new ApiConnectionException(TwilioRestClient.Unreadable, neverConnected: false);

    // Milliseconds, as text.
    private static TimeSpan QueueTimeOf(JsonElement call)
    {
        var wait = TimeSpan.FromMilliseconds(Math.Max(0, call.Number("queue_time") ?? 0));
        return wait < longestQueue ? wait : longestQueue;
    }
}

internal interface ICreateCall
{
    IReadOnlyList<KeyValuePair<string, string>> ToForm();
}

/// <summary>A call that only says something: its TwiML travels with the request.</summary>
internal sealed record SpeakOptions(string To, string From, string Twiml) : ICreateCall
{
    private const string RingSeconds = "25";
    private const string LongestSeconds = "120";

    public IReadOnlyList<KeyValuePair<string, string>> ToForm() => [new("To", To), new("From", From), new("Twiml", Twiml), new("Timeout", RingSeconds), new("TimeLimit", LongestSeconds)];
}

internal sealed record CreateCallOptions(string To, string From, string Url, string FallbackUrl, string StatusCallback, int Timeout, int TimeLimit) : ICreateCall
{
    /// <summary>The parameter is repeated, one event each: joined by spaces it is TwiML's way, and REST would then send only <c>completed</c>.</summary>
    private static readonly string[] events = ["initiated", "ringing", "answered", "completed"];

    public IReadOnlyList<KeyValuePair<string, string>> ToForm() =>
    [
        new("To", To),
        new("From", From),
        new("Url", Url),
        new("Method", "POST"),
        new("FallbackUrl", FallbackUrl),
        new("FallbackMethod", "POST"),
        new("StatusCallback", StatusCallback),
        new("StatusCallbackMethod", "POST"),
        .. events.Select(name => new KeyValuePair<string, string>("StatusCallbackEvent", name)),
        new("Timeout", Timeout.ToString(CultureInfo.InvariantCulture)),
        new("TimeLimit", TimeLimit.ToString(CultureInfo.InvariantCulture)),
    ];
}

internal sealed record ReadCallOptions
{
    public string? To { get; init; }

    public string? From { get; init; }

    public string? ParentCallSid { get; init; }

    public int MostPages { get; init; } = 1;

    public IReadOnlyList<KeyValuePair<string, string>> ToQuery() =>
    [
        .. new KeyValuePair<string, string?>[] { new("To", To), new("From", From), new("ParentCallSid", ParentCallSid), new("PageSize", "50") }
            .Where(pair => pair.Value is not null)
            .Select(pair => new KeyValuePair<string, string>(pair.Key, pair.Value!)),
    ];
}
