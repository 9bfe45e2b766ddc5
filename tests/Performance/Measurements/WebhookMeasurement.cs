using System.Diagnostics;
using CrmVoice.Performance.Support;
using Microsoft.Data.Sqlite;

namespace CrmVoice.Performance.Measurements;

/// <summary>
/// Where the limit of webhooks is, with the server on one core and the load on another: (a) a bare intake, (b) CrmVoice's, (c) CrmVoice's
/// until they are in the calls. (a) and (b) take turns, so that a machine that grows slower meanwhile is slower for both.
/// </summary>
internal static class WebhookMeasurement
{
    private const int Connections = 64;
    // Few enough for all to be over before the calls have been silent for a minute, and are asked about.
    private const int WarmUp = 20_000;
    private const int AtOnce = 20_000;
    private const int Rounds = 3;
    private const int SecondsAtRate = 8;
    private const int Calls = 4_000;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var intake = await RunIntakeAsync();
        var (merged, steady) = await MergedAsync();
        return
        [
            .. intake,
            new Figure(
                "(c) until merged into the calls, one core",
                FormattableString.Invariant($"{merged:0} per second"),
                "1,000, better 2,000"),
            .. steady,
        ];
    }

    /// <summary>(a) and (b) alone.</summary>
    public static async Task<IReadOnlyList<Figure>> RunIntakeAsync()
    {
        var (bare, ours, bareHalf, oursHalf) = await IntakeAsync();
        return
        [
            new Figure("(a) bare intake, one core", FormattableString.Invariant($"{bare:0} per second; at half of it {bareHalf}")),
            new Figure(
                "(b) intake, one core, acknowledged after the commit",
                FormattableString.Invariant($"{ours:0} per second, {ours / bare:0.00} of (a); at half of it {oursHalf}"),
                "0.4 of (a), better 0.6; p99 under 50 ms"),
        ];
    }

    /// <summary>(b) and (c) of calls in rooms, whose conferences call back too, against those of calls on bridges; the two take turns.</summary>
    public static async Task<IReadOnlyList<Figure>> RunRoomsAsync()
    {
        var intake = await IntakeOfRoomsAsync();
        var merged = await MergedRoomsAsync();
        return
        [
            new Figure("(b) intake, one core: with callbacks of conferences, against without", Against(intake), "0.9"),
            new Figure("(c) until merged, one core: calls in rooms, against calls on bridges", Against(merged.PerSecond), "0.9"),
            new Figure(
                "the same in processor time",
                FormattableString.Invariant($"{merged.Each.Rooms:0.00} against {merged.Each.Bridges:0.00} ms of processor each")),
        ];

        static string Against((double Bridges, double Rooms) rates) => FormattableString.Invariant(
            $"{rates.Rooms:0} against {rates.Bridges:0} per second, {rates.Rooms / rates.Bridges:0.00}");
    }

    private static async Task<(double Bridges, double Rooms)> IntakeOfRoomsAsync()
    {
        await using var workspace = new Workspace();
        var rooms = await workspace.SeedRoomsAsync(500);
        var calls = rooms.Select(room => new SeededCall(room.Id, room.AgentSid, room.ContactSid)).ToList();
        await using var twilio = await TwilioStandIn.StartAsync();
        await using var server = await CrmVoiceServer.StartAsync(workspace, twilio.Url, "--Webhooks:Apply=false");
        using var load = new WireLoad(server.Client.BaseAddress!);
        await load.AtOnceAsync(Connections, WebhookBytes.Different(calls, 0, WarmUp));
        var (without, with, number) = (new List<double>(), new List<double>(), WarmUp);
        for (var round = 0; round < Rounds; round++, number += 2 * AtOnce)
        {
            without.Add(await RateAsync(WebhookBytes.Different(calls, number, AtOnce)));
            with.Add(await RateAsync(WebhookBytes.DifferentOfRooms(rooms, number + AtOnce, AtOnce)));
        }

        return (Median(without), Median(with));

        async Task<double> RateAsync(List<byte[]> requests) =>
            requests.Count / (await load.AtOnceAsync(Connections, requests)).TotalSeconds;
    }

    private static async Task<((double Bridges, double Rooms) PerSecond, (double Bridges, double Rooms) Each)> MergedRoomsAsync()
    {
        const int CallsInARound = 500;
        await using var twilio = await TwilioStandIn.StartAsync();
        await using var ofBridges = new Workspace();
        await using var ofRooms = new Workspace();
        var calls = await ofBridges.SeedCallsAsync((Rounds + 1) * CallsInARound);
        var rooms = await ofRooms.SeedRoomsAsync((Rounds + 1) * CallsInARound, holds: true);
        await using var bridgeServer = await CrmVoiceServer.StartAsync(ofBridges, twilio.Url);
        await using var roomServer = await CrmVoiceServer.StartAsync(ofRooms, twilio.Url);
        var (onBridges, inRooms) = (new List<(double PerSecond, double Each)>(), new List<(double PerSecond, double Each)>());
        for (var round = 0; round <= Rounds; round++)
        {
            var some = new Range(round * CallsInARound, (round + 1) * CallsInARound);
            onBridges.Add(await RateAsync(ofBridges, bridgeServer, WebhookBytes.Of([.. calls.Take(some)])));
            inRooms.Add(await RateAsync(ofRooms, roomServer, WebhookBytes.Of([.. rooms.Take(some)])));
        }

        // The first round warms up.
        var (bridges, inTheirRooms) = (onBridges.Skip(1).ToList(), inRooms.Skip(1).ToList());
        return (
            (Median(bridges.Select(round => round.PerSecond)), Median(inTheirRooms.Select(round => round.PerSecond))),
            (Median(bridges.Select(round => round.Each)), Median(inTheirRooms.Select(round => round.Each))));
    }

    private static async Task<(double PerSecond, double Milliseconds)> RateAsync(Workspace workspace, ChildProcess server, List<byte[]> requests)
    {
        using var load = new WireLoad(server.Client.BaseAddress!);
        await using var database = new SqliteConnection($"Data Source={Path.Combine(workspace.Folder, "crmvoice.db")};Mode=ReadOnly");
        await database.OpenAsync();
        var (started, used) = (Stopwatch.GetTimestamp(), server.ProcessorTime);
        await load.AtOnceAsync(Connections, requests);
        await UntilMergedAsync(database);
        return (
            requests.Count / Stopwatch.GetElapsedTime(started).TotalSeconds,
            (server.ProcessorTime - used).TotalMilliseconds / requests.Count);
    }

    private static async Task<(double Bare, double Ours, Latencies BareHalf, Latencies OursHalf)> IntakeAsync()
    {
        await using var workspace = new Workspace();
        var calls = await workspace.SeedCallsAsync(500);
        await using var twilio = await TwilioStandIn.StartAsync();
        await using var server = await CrmVoiceServer.StartAsync(workspace, twilio.Url, "--Webhooks:Apply=false");
        await using var bare = await BareIntake.StartAsync(workspace);
        using var toServer = new WireLoad(server.Client.BaseAddress!);
        using var toBare = new WireLoad(bare.Client.BaseAddress!);
        await toBare.AtOnceAsync(Connections, WebhookBytes.Different(calls, 0, WarmUp));
        await toServer.AtOnceAsync(Connections, WebhookBytes.Different(calls, 0, WarmUp));
        var (bares, ours, number) = (new List<double>(), new List<double>(), WarmUp);
        for (var round = 0; round < Rounds; round++, number += AtOnce)
        {
            var requests = WebhookBytes.Different(calls, number, AtOnce);
            bares.Add(AtOnce / (await toBare.AtOnceAsync(Connections, requests)).TotalSeconds);
            ours.Add(AtOnce / (await toServer.AtOnceAsync(Connections, requests)).TotalSeconds);
        }

        var (bareBest, oursBest) = (Median(bares), Median(ours));
        var bareHalf = await toBare.AtRateAsync(bareBest / 2, WebhookBytes.Different(calls, number, (int)(bareBest / 2 * SecondsAtRate)));
        var oursHalf = await toServer.AtRateAsync(oursBest / 2, WebhookBytes.Different(calls, number, (int)(oursBest / 2 * SecondsAtRate)));
        return (bareBest, oursBest, new Latencies(bareHalf), new Latencies(oursHalf));
    }

    private static async Task<(double PerSecond, IReadOnlyList<Figure> Steady)> MergedAsync()
    {
        await using var workspace = new Workspace();
        var calls = await workspace.SeedCallsAsync(Calls);
        await using var twilio = await TwilioStandIn.StartAsync();
        await using var server = await CrmVoiceServer.StartAsync(workspace, twilio.Url);
        using var load = new WireLoad(server.Client.BaseAddress!);
        await using var database = new SqliteConnection($"Data Source={Path.Combine(workspace.Folder, "crmvoice.db")};Mode=ReadOnly");
        await database.OpenAsync();
        var requests = WebhookBytes.Of(calls);
        var (warm, quick, steady) = (
            requests[..(400 * WebhookBytes.PerCall)],
            requests[(400 * WebhookBytes.PerCall)..(1600 * WebhookBytes.PerCall)],
            requests[(1600 * WebhookBytes.PerCall)..]);

        await load.AtOnceAsync(Connections, warm);
        await UntilMergedAsync(database);
        var started = Stopwatch.GetTimestamp();
        await load.AtOnceAsync(Connections, quick);
        var stored = Stopwatch.GetElapsedTime(started);
        await UntilMergedAsync(database);
        var perSecond = quick.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;

        var figures = new List<Figure>
        {
            new(
                "(c) stored in, merged in",
                FormattableString.Invariant(
                    $"{stored.TotalSeconds:0.0} s, {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, {quick.Count} callbacks of {quick.Count / WebhookBytes.PerCall} calls"
                )),
        };
        foreach (var (rate, some) in new[] { (1000, steady[..(1000 * WebhookBytes.PerCall)]), (2000, steady[(1000 * WebhookBytes.PerCall)..]) }
        )
        {
            var backlog = new List<long>();
            using var over = new CancellationTokenSource();
            var watching = WatchAsync(database, backlog, over.Token);
            var times = await load.AtRateAsync(rate, some);
            await over.CancelAsync();
            await watching;
            var half = backlog.Count / 2;
            figures.Add(
                new Figure(
                    $"(c) {rate} per second for {some.Count / rate} s",
                    FormattableString.Invariant(
                        $"backlog at most {backlog.Max()}, first half {backlog.Take(half).Average():0}, second half {backlog.Skip(half).Average():0}; acknowledged {new Latencies(times)}, {load.Refused} refused; memory {server.WorkingSetMegabytes:0} MB"
                    ),
                    "flat backlog"));
            await UntilMergedAsync(database);
        }

        return (perSecond, figures);
    }

    private static async Task WatchAsync(SqliteConnection database, List<long> backlog, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            backlog.Add(await PendingAsync(database));
            await Task.Delay(100, CancellationToken.None);
        }
    }

    private static async Task UntilMergedAsync(SqliteConnection database)
    {
        while (await PendingAsync(database) > 0)
        {
            await Task.Delay(20);
        }
    }

    private static async Task<long> PendingAsync(SqliteConnection database)
    {
        await using var command = database.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM InboundWebhooks WHERE State = 'pending'";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
