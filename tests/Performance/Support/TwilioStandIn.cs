using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Performance.Support;

/// <summary>A Twilio that makes and ends every call and changes every participant as it is asked, at once, and calls nobody back.</summary>
internal sealed class TwilioStandIn : IAsyncDisposable
{
    private static readonly TimeSpan maxWait = TimeSpan.FromMinutes(2);

    private readonly WebApplication application;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> updates = new();
    private int creates;

    private TwilioStandIn(WebApplication application) => this.application = application;

    public string Url => application.Urls.Single();

    public static async Task<TwilioStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var standIn = new TwilioStandIn(builder.Build());
        standIn.application.MapPost("/2010-04-01/Accounts/{account}/Calls.json", standIn.CreateAsync);
        standIn.application.MapPost(
            "/2010-04-01/Accounts/{account}/Conferences/{conference}/Participants/{call}.json",
            standIn.UpdateAsync);
        standIn.application.MapPost(
            "/2010-04-01/Accounts/{account}/Calls/{call}.json",
            (string call) => Results.Json(new { sid = call, status = "completed" }));
        // Whoever is asked about says nothing new.
        standIn.application.MapFallback(() => Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        await standIn.application.StartAsync();
        return standIn;
    }

    /// <summary>Until so many calls in all have been asked for.</summary>
    public async Task AskedForAsync(int calls)
    {
        var started = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref creates) < calls)
        {
            if (Stopwatch.GetElapsedTime(started) > maxWait)
            {
                throw new TimeoutException($"Twilio was asked for {creates} calls of {calls}.");
            }

            await Task.Delay(2);
        }
    }

    /// <summary>
    /// When it is asked next to change this participant: a <see cref="Stopwatch"/> timestamp. To be called before that can be.
    /// </summary>
    public Task<long> UpdateOfAsync(string callSid) =>
        updates.GetOrAdd(callSid, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private async Task UpdateAsync(HttpContext context, string account, string conference, string call)
    {
        var asked = Stopwatch.GetTimestamp();
        var form = await context.Request.ReadFormAsync();
        if (updates.TryRemove(call, out var awaited))
        {
            awaited.SetResult(asked);
        }

        await context.Response.WriteAsJsonAsync(new
        {
            account_sid = account,
            call_sid = call,
            conference_sid = conference,
            hold = form["Hold"] == "true",
            muted = form["Muted"] == "true",
            coaching = false,
            end_conference_on_exit = form["EndConferenceOnExit"] != "false",
            status = "connected",
        });
    }

    private async Task CreateAsync(HttpContext context)
    {
        await context.Request.ReadFormAsync();
        var number = Interlocked.Increment(ref creates);
        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsJsonAsync(new { sid = $"CA{number:x32}", status = "queued", queue_time = "0" });
    }
}
