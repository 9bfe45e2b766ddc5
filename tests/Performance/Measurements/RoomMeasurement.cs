using System.Collections.Concurrent;
using System.Diagnostics;
using CrmVoice.Performance.Support;
using Microsoft.AspNetCore.SignalR.Client;

namespace CrmVoice.Performance.Measurements;

/// <summary>
/// Calls in rooms: from an agent's button until Twilio is asked, and from what Twilio says of a room until supervisors see it on a board of
/// many.
/// </summary>
internal static class RoomMeasurement
{
    private const int ButtonRooms = 20;
    private const int Presses = 400;
    private const int PressesPerSecond = 10;
    private const int BoardRooms = 200;
    private const int Supervisors = 50;
    private const double ChangesPerSecond = 2;
    private const int Changes = 60;

    private static readonly TimeSpan maxWait = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<Figure>> RunAsync() => [await PressAsync(), .. await WatchAsync()];

    private static async Task<Figure> PressAsync()
    {
        await using var workspace = new Workspace();
        var rooms = await workspace.SeedRoomsAsync(ButtonRooms);
        await using var twilio = await TwilioStandIn.StartAsync();
        await using var server = await CrmVoiceServer.StartAsync(workspace, twilio.Url);
        var times = new ConcurrentBag<TimeSpan>();
        // One after the other in each room: the newest press wins, and would take the place of one that waits.
        async Task PressAllAsync(SeededRoom room, int presses, bool counts)
        {
            for (var press = 0; press < presses; press++)
            {
                var asked = twilio.UpdateOfAsync(room.ContactSid);
                var pressed = Stopwatch.GetTimestamp();
                await PressHoldAsync(server, room, isOnHold: press % 2 == 0);
                var took = Stopwatch.GetElapsedTime(pressed, await asked.WaitAsync(maxWait));
                if (counts)
                {
                    times.Add(took);
                }

                await Task.Delay(TimeSpan.FromSeconds((double)ButtonRooms / PressesPerSecond));
            }
        }

        await Task.WhenAll(rooms.Select(room => PressAllAsync(room, 4, counts: false)));
        await Task.WhenAll(rooms.Select(room => PressAllAsync(room, Presses / ButtonRooms, counts: true)));
        var latencies = new Latencies(times);
        return new Figure(
            $"hold pressed until Twilio is asked, {ButtonRooms} live rooms, {PressesPerSecond} presses per second",
            $"p50 {latencies.P50}, p95 {latencies.P95}, p99 {latencies.P99}",
            "p95 under 150 ms");
    }

    private static async Task<IReadOnlyList<Figure>> WatchAsync()
    {
        await using var workspace = new Workspace();
        var rooms = await workspace.SeedRoomsAsync(BoardRooms, Supervisors, holds: true);
        await using var twilio = await TwilioStandIn.StartAsync();
        await using var server = await CrmVoiceServer.StartAsync(workspace, twilio.Url);
        var sentAt = new ConcurrentDictionary<Guid, long>();
        var watchers = new List<Watcher>();
        try
        {
            var opened = new List<TimeSpan>();
            for (var number = 0; number < Supervisors; number++)
            {
                watchers.Add(await Watcher.OpenAsync(server.Client.BaseAddress!, Workspace.EmailOfSupervisor(number), sentAt));
                opened.Add(watchers[^1].TookToOpen);
            }

            using var load = new WireLoad(server.Client.BaseAddress!);
            var callbacks = WebhookBytes.OfHolds(rooms);
            await load.AtRateAsync(ChangesPerSecond, callbacks[..10]);
            await Task.Delay(TimeSpan.FromSeconds(2));
            await load.AtRateAsync(
                ChangesPerSecond,
                callbacks[10..(10 + Changes)],
                sending: number => sentAt[rooms[10 + number].Id] = Stopwatch.GetTimestamp());
            var started = Stopwatch.GetTimestamp();
            while (watchers.Exists(watcher => watcher.Rows.Count < Changes) && Stopwatch.GetElapsedTime(started) < maxWait)
            {
                await Task.Delay(100);
            }

            var (events, rows, pages) = (
                new Latencies(watchers.SelectMany(watcher => watcher.Events)),
                new Latencies(watchers.SelectMany(watcher => watcher.Rows)),
                new Latencies(opened));
            var missing = watchers.Sum(watcher => Changes - watcher.Rows.Count);
            var where = $"{BoardRooms} live calls, {Supervisors} supervisors, {ChangesPerSecond} changes per second";
            return
            [
                new Figure(
                    $"callback of a room until the browsers hear of it, {where}",
                    $"p50 {events.P50}, p95 {events.P95}, p99 {events.P99}",
                    "p95 under 150 ms"),
                new Figure(
                    "the same until the board has its row anew",
                    $"p50 {rows.P50}, p95 {rows.P95}, p99 {rows.P99}; {missing} missing; memory {server.WorkingSetMegabytes:0} MB",
                    "p95 under 300 ms"),
                new Figure($"the board opened, {BoardRooms} live calls", $"p50 {pages.P50}, p95 {pages.P95}"),
            ];
        }
        finally
        {
            foreach (var watcher in watchers)
            {
                await watcher.DisposeAsync();
            }
        }
    }

    private static async Task PressHoldAsync(ChildProcess server, SeededRoom room, bool isOnHold)
    {
        using var request = new HttpRequestMessage(isOnHold ? HttpMethod.Put : HttpMethod.Delete, $"/api/v1/calls/{room.Id}/hold");
        request.Headers.Authorization = new("Bearer", room.Token);
        using var answer = await server.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A supervisor with the board open: reads the row of each call that is said to have changed, as the page does.</summary>
    private sealed class Watcher : IAsyncDisposable
    {
        private readonly Visitor visitor;
        private readonly HubConnection connection;

        private Watcher(Visitor visitor, HubConnection connection) => (this.visitor, this.connection) = (visitor, connection);

        public ConcurrentQueue<TimeSpan> Events { get; } = new();

        public ConcurrentQueue<TimeSpan> Rows { get; } = new();

        public TimeSpan TookToOpen { get; private set; }

        public static async Task<Watcher> OpenAsync(Uri server, string email, IReadOnlyDictionary<Guid, long> sentAt)
        {
            var visitor = new Visitor(server);
            await visitor.SignInAsync(email, Workspace.Password);
            var connection = new HubConnectionBuilder()
                .WithUrl(new Uri(server, "hubs/calls"), options => options.Cookies = visitor.Cookies)
                .Build();
            var watcher = new Watcher(visitor, connection);
            connection.On<Change>("callChanged", change => _ = watcher.HearAsync(change, sentAt));
            var opening = Stopwatch.GetTimestamp();
            await visitor.ReadAsync("/supervision");
            watcher.TookToOpen = Stopwatch.GetElapsedTime(opening);
            await connection.StartAsync();
            return watcher;
        }

        public async ValueTask DisposeAsync()
        {
            await connection.DisposeAsync();
            visitor.Dispose();
        }

        private async Task HearAsync(Change change, IReadOnlyDictionary<Guid, long> sentAt)
        {
            if (!sentAt.TryGetValue(change.CallId, out var sent))
            {
                return;
            }

            Events.Enqueue(Stopwatch.GetElapsedTime(sent));
            await visitor.ReadAsync($"/calls/{change.CallId}/supervision-row");
            Rows.Enqueue(Stopwatch.GetElapsedTime(sent));
        }

        private sealed record Change(Guid CallId);
    }
}
