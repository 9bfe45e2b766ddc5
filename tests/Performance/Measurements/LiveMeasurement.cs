using System.Collections.Concurrent;
using System.Diagnostics;
using CrmVoice.Performance.Support;
using Microsoft.Data.Sqlite;

namespace CrmVoice.Performance.Measurements;

/// <summary>
/// From when a callback is sent until a browser has its event: everybody's browser open, with one process and with two on one database.
/// </summary>
internal static class LiveMeasurement
{
    private const int Browsers = 200;
    private const int PerSecond = 100;

    /// <summary>
    /// As many as <see cref="WebhookBytes"/> takes side by side, so that each call is spoken of every two seconds and an event is known by
    /// its call.
    /// </summary>
    private const int Calls = 200;

    private static readonly TimeSpan maxWait = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<Figure>> RunAsync() =>
        [.. await MeasureAsync(processes: 1), .. await MeasureAsync(processes: 2)];

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(int processes)
    {
        await using var workspace = new Workspace();
        var calls = await workspace.SeedCallsAsync(2 * Calls);
        await using var twilio = await TwilioStandIn.StartAsync();
        var servers = new List<ChildProcess>();
        var browsers = new List<Browser>();
        try
        {
            for (var process = 0; process < processes; process++)
            {
                servers.Add(await CrmVoiceServer.StartAsync(workspace, twilio.Url));
            }

            var sentAt = new ConcurrentDictionary<Guid, long>();
            for (var number = 0; number < Browsers; number++)
            {
                browsers.Add(await Browser.OpenAsync(servers[number % processes].Client.BaseAddress!, Workspace.EmailOf(number), sentAt));
            }

            // All callbacks come to the first process.
            using var load = new WireLoad(servers[0].Client.BaseAddress!);
            await load.AtRateAsync(PerSecond, WebhookBytes.Of([.. calls.Take(Calls)]));
            await UntilAsync(async () => await CountAsync(workspace, "InboundWebhooks WHERE State = 'pending'") == 0);
            var before = await CountAsync(workspace, "CallEvents");
            var measured = calls.Skip(Calls).ToList();
            await load.AtRateAsync(
                PerSecond,
                WebhookBytes.Of(measured),
                sending: number => sentAt[measured[number % Calls].Id] = Stopwatch.GetTimestamp());
            var expected = 0L;
            await UntilAsync(async () =>
            {
                expected = await CountAsync(workspace, "CallEvents") - before;
                return browsers.TrueForAll(browser => browser.Receipt.Count >= expected);
            });
            var missing = browsers.Sum(browser => Math.Max(0, expected - browser.Receipt.Count));
            return
            [
                .. Enumerable
                    .Range(0, processes)
                    .Select(process =>
                    {
                        var times = new Latencies(
                            browsers.Where((_, number) => number % processes == process).SelectMany(browser => browser.Receipt));
                        var where =
                            processes == 1 ? "one process"
                            : process == 0 ? "two processes, in the one that was called"
                            : "two processes, in the other";
                        return new Figure(
                            $"callback sent to browser's event, {Browsers} browsers, {PerSecond} callbacks per second, {where}",
                            FormattableString.Invariant(
                                $"p50 {times.P50}, p95 {times.P95}, p99 {times.P99}; {missing} events missing; memory {servers[process].WorkingSetMegabytes:0} MB"
                            ),
                            process == 0 ? "p95 under 150 ms" : "p95 under 400 ms");
                    }),
            ];
        }
        finally
        {
            foreach (var open in browsers)
            {
                await open.DisposeAsync();
            }

            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>Until it holds, or for long enough: what is missing then is missing.</summary>
    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await holds() && Stopwatch.GetElapsedTime(started) < maxWait)
        {
            await Task.Delay(200);
        }
    }

    private static async Task<long> CountAsync(Workspace workspace, string rows)
    {
        await using var database = new SqliteConnection(
            $"Data Source={Path.Combine(workspace.Folder, "crmvoice.db")};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {rows}";
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
