using System.Diagnostics;
using System.Globalization;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Performance.Support;

namespace CrmVoice.Performance.Measurements;

/// <summary>Live calls of which Twilio keeps reporting, each once a second.</summary>
internal static class MemoryMeasurement
{
    private const int Calls = 20;
    private const int LoadedCalls = 2_000;
    private const int LoadedPerSecond = 200;
    private static readonly (string Webhook, string Status)[] reports =
    [
        (CarrierWebhooks.AgentStatus, "ringing"),
        (CarrierWebhooks.AgentStatus, "in-progress"),
        (CarrierWebhooks.ContactStatus, "initiated"),
        (CarrierWebhooks.ContactStatus, "ringing"),
        (CarrierWebhooks.ContactStatus, "in-progress"),
    ];

    public static async Task<IReadOnlyList<Figure>> RunAsync(TimeSpan duration)
    {
        await using var workspace = new Workspace();
        var calls = await workspace.SeedCallsAsync(Calls);
        await using var twilio = await TwilioStandIn.StartAsync();
        await using var server = await CrmVoiceServer.StartAsync(workspace, twilio.Url);
        var atStart = server.WorkingSetMegabytes;
        await ReportAsync(server, calls, TimeSpan.FromTicks(Math.Min(duration.Ticks / 5, TimeSpan.FromSeconds(30).Ticks)));
        var afterWarmUp = server.WorkingSetMegabytes;
        var most = await ReportAsync(server, calls, duration);
        return
        [
            new Figure(
                FormattableString.Invariant($"memory, {Calls} live calls, {Calls} callbacks per second, {duration.TotalMinutes:0.#} min"),
                FormattableString.Invariant(
                    $"{atStart:0} MB at start, {afterWarmUp:0} warm, {server.WorkingSetMegabytes:0} at the end, {most:0} at most"),
                "under 300 MB"),
        ];
    }

    /// <summary>Many calls and ever new callbacks, each of which is stored and taken in: what grows is the database alone.</summary>
    public static async Task<IReadOnlyList<Figure>> RunLoadedAsync(TimeSpan duration)
    {
        await using var workspace = new Workspace();
        var calls = await workspace.SeedCallsAsync(LoadedCalls);
        await using var twilio = await TwilioStandIn.StartAsync();
        await using var server = await CrmVoiceServer.StartAsync(workspace, twilio.Url);
        using var load = new WireLoad(server.Client.BaseAddress!);
        var minutes = new List<double>();
        for (var minute = 0; minute < Math.Max(1, duration.TotalMinutes); minute++)
        {
            await load.AtRateAsync(LoadedPerSecond, WebhookBytes.Different(calls, minute * LoadedPerSecond * 60, LoadedPerSecond * 60));
            minutes.Add(server.WorkingSetMegabytes);
        }

        return
        [
            new Figure(
                FormattableString.Invariant(
                    $"memory, {LoadedPerSecond} new callbacks per second stored and merged, after each of {minutes.Count} min"),
                FormattableString.Invariant(
                    $"{string.Join(", ", minutes.Select(megabytes => FormattableString.Invariant($"{megabytes:0}")))} MB; {load.Refused} refused"
                ),
                "flat, under 300 MB"),
        ];
    }

    /// <returns>The largest working set seen.</returns>
    private static async Task<double> ReportAsync(ChildProcess server, IReadOnlyList<SeededCall> calls, TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var most = 0.0;
        for (var round = 0; Stopwatch.GetElapsedTime(started) < duration; round++)
        {
            await Load.AtRateAsync(Calls, Enumerable.Range(0, Calls), call => ReportAsync(server, calls[call], round + call));
            most = Math.Max(most, server.WorkingSetMegabytes);
        }

        return most;
    }

    private static async Task ReportAsync(ChildProcess server, SeededCall call, int number)
    {
        var (webhook, status) = reports[number % reports.Length];
        var isAgents = webhook == CarrierWebhooks.AgentStatus;
        await TwilioWebhook.PostAsync(
            server,
            call.Id,
            webhook,
            new("CallSid", isAgents ? call.AgentSid : call.ContactSid),
            new("ParentCallSid", isAgents ? "" : call.AgentSid),
            new("CallStatus", status),
            new("SequenceNumber", number.ToString(CultureInfo.InvariantCulture)),
            new("Timestamp", DateTimeOffset.UtcNow.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)));
    }
}
