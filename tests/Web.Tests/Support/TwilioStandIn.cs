using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Web.Tests.Support;

internal delegate Task Answer(HttpContext context);

/// <summary>
/// Twilio's API on this machine: writes down what it is asked, makes every call it is asked for unless a test says otherwise, and calls
/// nobody back. Answers are kept per agent's phone and per leg, so that tests share it without disturbing each other.
/// </summary>
internal sealed class TwilioStandIn : IAsyncDisposable
{
    private const string Recordings = "/Recordings.json";

    private readonly ConcurrentQueue<Asked> asked = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Answer>> answers = new();
    private readonly WebApplication application;

    private TwilioStandIn(WebApplication application) => this.application = application;

    public string Url => application.Urls.Single();

    public static async Task<TwilioStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var standIn = new TwilioStandIn(builder.Build());
        standIn.application.Run(standIn.ServeAsync);
        await standIn.application.StartAsync();
        return standIn;
    }

    /// <summary>How requests to call this phone are answered, in turn; the last answer stays.</summary>
    public void WhenCalling(string phone, params Answer[] inTurn) => answers[$"create {phone}"] = new(inTurn);

    /// <summary>What is listed as calls to this phone.</summary>
    public void WhenListing(string phone, params Answer[] inTurn) => answers[$"list {phone}"] = new(inTurn);

    /// <summary>How anything else with this in its path is answered.</summary>
    public void WhenAskedFor(string method, string inPath, params Answer[] inTurn) => answers[$"{method} {inPath}"] = new(inTurn);

    public IReadOnlyList<Asked> CreatesOf(string phone) =>
        [
            .. asked.Where(request =>
                request is { Method: "POST" }
                && request.Path.EndsWith("/Calls.json", StringComparison.Ordinal)
                && request.Form("To").Contains(phone)),
        ];

    public IReadOnlyList<Asked> AskedFor(string inPath) =>
        [.. asked.Where(request => request.Path.Contains(inPath, StringComparison.Ordinal))];

    public async Task<Asked> CreateOfAsync(string phone)
    {
        await Eventually.EventuallyAsync(() => CreatesOf(phone).Count > 0, "Twilio is asked for the call");
        return CreatesOf(phone)[^1];
    }

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var request = new Asked(
            context.Request.Method,
            context.Request.Path.Value ?? "",
            context.Request.QueryString.Value ?? "",
            await reader.ReadToEndAsync(),
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)
        );
        asked.Enqueue(request);
        await (Find(request) ?? Default(request))(context);
    }

    private Answer? Find(Asked request)
    {
        var isCalls = request.Path.EndsWith("/Calls.json", StringComparison.Ordinal);
        var queue = (isCalls, request.Method) switch
        {
            (true, "POST") => answers.GetValueOrDefault($"create {request.Form("To").Single()}"),
            (true, "GET") when request.QueryValue("To") is { } to => answers.GetValueOrDefault($"list {to}"),
            _ => answers
                .Where(pair =>
                    pair.Key.Split(' ') is [var method, var inPath]
                    && IsAbout(request.Path, inPath)
                    && method == request.Method
                    && request.Path.Contains(inPath, StringComparison.Ordinal))
                .Select(pair => pair.Value)
                .FirstOrDefault(),
        };
        if (queue is null || !queue.TryPeek(out var answer))
        {
            return null;
        }

        if (queue.Count > 1)
        {
            queue.TryDequeue(out _);
        }

        return answer;
    }

    // What was recorded of a call is asked for apart from the call.
    private static bool IsAbout(string path, string inPath) =>
        path.EndsWith(Recordings, StringComparison.Ordinal) == inPath.EndsWith(Recordings, StringComparison.Ordinal);

    private static Answer Default(Asked request) =>
        request switch
        {
            { Method: "POST" } when request.Path.EndsWith("/Calls.json", StringComparison.Ordinal) => Answers.Created(SidFor(request)),
            { Method: "POST" } => Answers.Json(200, """{"status": "completed"}"""),
            _ when request.Path.EndsWith(Recordings, StringComparison.Ordinal) => Answers.Json(
                200,
                """{"recordings": [], "next_page_uri": null}"""),
            _ when request.Path.EndsWith("/Calls.json", StringComparison.Ordinal) => Answers.Json(
                200,
                """{"calls": [], "next_page_uri": null}"""),
            { Method: "GET" } when request.Path.EndsWith("/OutgoingCallerIds.json", StringComparison.Ordinal) => Answers.Json(
                200,
                """{"outgoing_caller_ids": [], "next_page_uri": null}"""),
            // Credentials are tried before they are saved: a token by the account itself, a key by its first number.
            { Method: "GET" } when request.Path.Split('/') is ["", "2010-04-01", "Accounts", _] => Answers.Json(
                200,
                """{"status": "active", "type": "Full"}"""),
            { Method: "GET" } when request.QueryValue("PageSize") == "1" => Answers.Json(
                200,
                """{"incoming_phone_numbers": [], "next_page_uri": null}"""),
            { Path: "/v1/DialingPermissions/Countries" } => Answers.Json(
                200,
                """{"content": [{"iso_code": "BR", "country_codes": ["+55"], "low_risk_numbers_enabled": true}], "meta": {"key": "content"}}"""),
            { Path: "/v1/Settings" } => Answers.Json(200, """{"dialing_permissions_inheritance": false}"""),
            _ => Answers.Text(503, "busy"),
        };

    /// <summary>The leg that is made for a request: known to the test, too, unless it is a call on which something is only said.</summary>
    public static string SidFor(Asked create) =>
        create.Form("Twiml").Length > 0
            ? $"CA{Guid.NewGuid():N}"
            : $"CA{create.Form("Url").Single().Split('/')[^2].Replace("-", "", StringComparison.Ordinal)}";

    internal sealed record Asked(string Method, string Path, string Query, string Body, IReadOnlyDictionary<string, string> Headers)
    {
        public string[] Form(string name) =>
            QueryHelpers.ParseQuery(Body).TryGetValue(name, out var values) ? [.. values.Select(value => value!)] : [];

        public string? QueryValue(string name) =>
            QueryHelpers.ParseQuery(Query).TryGetValue(name, out var values) ? values.ToString() : null;

        public string UserAndPassword => Encoding.UTF8.GetString(Convert.FromBase64String(Headers["Authorization"]["Basic ".Length..]));
    }
}
