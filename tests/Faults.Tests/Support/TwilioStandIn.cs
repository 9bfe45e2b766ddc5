using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Faults.Tests.Support;

/// <summary>
/// Twilio's API on this machine: makes every call it is asked for, lists what it made, hangs up, and calls nobody back by itself.
/// It can be told to have trouble, and to be gone.
/// </summary>
internal sealed class TwilioStandIn : IAsyncDisposable
{
    private readonly ConcurrentQueue<Made> made = new();
    private readonly ConcurrentQueue<string> hungUp = new();
    private readonly ConcurrentQueue<Made> creates = new();
    private WebApplication application;

    private TwilioStandIn(string url) => (Url, application) = (url, Build(url));

    /// <summary>Stays the same while it is gone.</summary>
    public string Url { get; private set; }

    /// <summary>Every request to make a call that was taken, in order: one per call, where nobody dials twice.</summary>
    public IReadOnlyList<Made> Calls => [.. made];

    /// <summary>The legs that were asked to end, each time.</summary>
    public IReadOnlyList<string> HungUp => [.. hungUp];

    /// <summary>Every request to make a call, taken or not.</summary>
    public IReadOnlyList<Made> Creates => [.. creates];

    /// <summary>What happens instead of an answer; null for no trouble.</summary>
    public Func<HttpContext, Task>? Trouble { get; set; }

    /// <summary>Whether a call is made before the trouble begins.</summary>
    public bool MakesCallsAllTheSame { get; set; }

    /// <summary>Is told of every call that was made, before that is answered.</summary>
    public Action<Made> OnMade { get; set; } = _ => { };

    /// <summary>Twilio's clock.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public static async Task<TwilioStandIn> StartAsync()
    {
        var twilio = new TwilioStandIn("http://127.0.0.1:0");
        await twilio.application.StartAsync();
        twilio.Url = twilio.application.Urls.Single();
        return twilio;
    }

    public int TimesMade(Guid callId) => made.Count(call => call.CallId == callId);

    /// <summary>From now on connections are refused.</summary>
    public ValueTask GoAwayAsync() => application.DisposeAsync();

    public async Task ComeBackAsync()
    {
        application = Build(Url);
        await application.StartAsync();
    }

    public static Func<HttpContext, Task> Answers(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public static Task CutsTheLine(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Nothing, for as long as the other side is willing to wait.</summary>
    public static async Task SaysNothing(HttpContext context)
    {
        var over = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(() => over.TrySetResult());
        await over.Task;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private WebApplication Build(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls(url).UseShutdownTimeout(TimeSpan.Zero);
        var built = builder.Build();
        built.Run(ServeAsync);
        return built;
    }

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var isCreate = HttpMethods.IsPost(context.Request.Method) && path.EndsWith("/Calls.json", StringComparison.Ordinal);
        var form = HttpMethods.IsPost(context.Request.Method) ? await context.Request.ReadFormAsync() : null;
        var call = isCreate
            ? new Made(Guid.Parse(form!["Url"].Single()!.Split("/calls/")[1].Split('/')[0]), form["To"].Single()!, Clock.GetUtcNow())
            : null;
        if (call is not null)
        {
            creates.Enqueue(call);
        }

        if (call is not null && (Trouble is null || MakesCallsAllTheSame))
        {
            made.Enqueue(call);
            OnMade(call);
        }

        if (Trouble is { } trouble)
        {
            await trouble(context);
            return;
        }

        await AnswerAsync(context, path, call);
    }

    private Task AnswerAsync(HttpContext context, string path, Made? call)
    {
        if (call is not null)
        {
            context.Response.StatusCode = StatusCodes.Status201Created;
            return context.Response.WriteAsJsonAsync(Resource(call));
        }

        if (HttpMethods.IsPost(context.Request.Method))
        {
            hungUp.Enqueue(Path.GetFileNameWithoutExtension(path));
            return context.Response.WriteAsJsonAsync(new { status = "completed" });
        }

        if (path.EndsWith("/Calls.json", StringComparison.Ordinal) && context.Request.Query["To"].SingleOrDefault() is { } to)
        {
            return context.Response.WriteAsJsonAsync(
                new { calls = made.Where(one => one.To == to).Reverse().Select(Resource), next_page_uri = (string?)null });
        }

        // Whoever is asked about says nothing new.
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    private static object Resource(Made call) => new
    {
        sid = call.Sid,
        status = "queued",
        queue_time = "0",
        parent_call_sid = (string?)null,
        date_created = call.At.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture),
    };

    /// <summary>A leg that was made.</summary>
    internal sealed record Made(Guid CallId, string To, DateTimeOffset At)
    {
        public string Sid => TwilioCall.AgentSidOf(CallId);
    }
}
