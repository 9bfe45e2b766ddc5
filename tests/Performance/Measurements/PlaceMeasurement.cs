using System.Diagnostics;
using System.Net;
using CrmVoice.Performance.Support;

namespace CrmVoice.Performance.Measurements;

/// <summary>
/// A thousand agents place a call each, 16 at a time; beside it, the yardstick. The two take turns in slices, and neither starts before the
/// other has come to rest.
/// </summary>
internal static class PlaceMeasurement
{
    private const int WarmUp = 200;
    private const int Agents = 1_000;
    private const int Slice = 250;
    private const int Concurrency = 16;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var workspace = new Workspace();
        var agents = await workspace.SeedAgentsAsync(WarmUp + Agents);
        await using var twilio = await TwilioStandIn.StartAsync();
        await using var server = await CrmVoiceServer.StartAsync(workspace, twilio.Url);
        await using var bare = await BareServer.StartAsync(workspace);
        Task Place(int agent) => PlaceAsync(server, agents[agent]);
        Task PostBare(int number) => BareServer.PostAsync(bare);

        await Load.AtOnceAsync(Concurrency, Enumerable.Range(0, WarmUp), Place);
        await Load.AtOnceAsync(Concurrency, Enumerable.Range(0, WarmUp), PostBare);
        var (ours, theirs) = (new List<TimeSpan>(), new List<TimeSpan>());
        var (placing, asking, posting) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        await twilio.AskedForAsync(WarmUp);
        var (usedByUs, usedByBare) = (server.ProcessorTime, bare.ProcessorTime);
        for (var first = WarmUp; first < WarmUp + Agents; first += Slice)
        {
            var posted = await Load.AtOnceAsync(Concurrency, Enumerable.Range(first, Slice), PostBare);
            var started = Stopwatch.GetTimestamp();
            var placed = await Load.AtOnceAsync(Concurrency, Enumerable.Range(first, Slice), Place);
            await twilio.AskedForAsync(first + Slice);
            asking += Stopwatch.GetElapsedTime(started);
            (placing, posting) = (placing + placed.Took, posting + posted.Took);
            ours.AddRange(placed.Times);
            theirs.AddRange(posted.Times);
        }

        return
        [
            new Figure(
                $"place a call over the API, {Agents} agents, {Concurrency} at a time",
                $"{PerSecond(placing)}, {new Latencies(ours)}; {posting / placing:0.00} of the yardstick"),
            new Figure(
                "the same until Twilio was asked for all of them",
                $"{PerSecond(asking)}, {EachOf(server.ProcessorTime - usedByUs)} each"),
            new Figure(
                "yardstick: bare Kestrel, JSON read, one row committed",
                $"{PerSecond(posting)}, {new Latencies(theirs)}, {EachOf(bare.ProcessorTime - usedByBare)} each"),
        ];
    }

    private static async Task PlaceAsync(ChildProcess server, SeededAgent agent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/calls") { Content = Json.Of(new { to = agent.To }) };
        request.Headers.Authorization = new("Bearer", agent.Token);
        using var answer = await server.Client.SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.Created)
        {
            throw new InvalidOperationException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static string EachOf(TimeSpan processorTime) =>
        FormattableString.Invariant($"{processorTime.TotalMilliseconds / Agents:0.0} ms of processor");

    private static string PerSecond(TimeSpan took) => FormattableString.Invariant($"{Agents / took.TotalSeconds:0} per second");
}
