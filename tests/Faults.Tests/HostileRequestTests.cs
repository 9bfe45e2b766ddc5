using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using CrmVoice.Faults.Tests.Support;

namespace CrmVoice.Faults.Tests;

/// <summary>Whoever finds the address sends what they like.</summary>
internal sealed partial class HostileRequestTests : WithProcesses
{
    private const string Variable = "CRMVOICE_HOSTILE_REQUESTS";
    private const int Usually = 3_000;
    private const int AtMost = 1_000_000;
    private const int ToWarmUp = 1_000;

    // The collector takes its time and what room there is; a kilobyte and a half kept of each of 100,000 requests would be more than that.
    private const int MaxMegabytesMore = 120;
    private const int AtOnce = 8;
    private const int Seed = 20261124;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, int> answers = new();
    private readonly ConcurrentDictionary<string, bool> sent = new();
    private readonly ConcurrentBag<string> complaints = [];
    private int kept;

    protected override int Agents => 2;

    [Test]
    public async Task Malformed_oversized_and_hostile_requests_are_refused_without_a_crash_a_trace_a_row_or_memory_kept()
    {
        var count = int.TryParse(
            Environment.GetEnvironmentVariable(Variable),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var asked)
            ? Math.Clamp(asked, ToWarmUp, AtMost)
            : Usually;
        await StartAsync();
        // Over, so that nobody looks it up for being silent meanwhile.
        var call = await CallAsync();
        await AllIsTakenAsync();
        var generator = new HostileRequests(Seed, Workspace.Agents[0].Token, call.Id, await SignedIn.AsAsync(App, Workspace.Agents[0]));
        var before = await RowsAsync();

        var warmUp = Math.Max(ToWarmUp, count / 10);
        await SendAsync(generator, 0, warmUp);
        var warm = App.Megabytes;
        await SendAsync(generator, warmUp, count);
        var grown = App.Megabytes - warm;

        TestContext.Out.WriteLine(
            $"{count:N0} requests; {Variable} says how many. Answers:\n{string.Join('\n', answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).Select(answer => $"{answer.Value,8:N0}  {answer.Key}"))}"
        );
        TestContext.Out.WriteLine($"{warm} MB when warm, {grown} MB more at the end.");
        Assert.That(complaints.Take(10), Is.Empty);
        Assert.That(HostileRequests.Kinds.Except(sent.Keys), Is.Empty, "each kind was sent");
        var after = await RowsAsync();
        after["InboundWebhooks"] -= kept;
        // Refusals are counted by reason and hour, and the last 50 kept; the lease is taken when it suits.
        Assert.That(after["RefusalSamples"], Is.AtMost(50));
        Assert.That(after["RefusalCounts"], Is.AtMost(20));
        foreach (var bounded in new[] { "RefusalSamples", "RefusalCounts", "Leases" })
        {
            after[bounded] = before[bounded];
        }

        Assert.That(after, Is.EqualTo(before), "nothing grew but the inbox, by what was truly signed");
        Assert.That(grown, Is.AtMost(MaxMegabytesMore), "memory did not grow");
        Assert.That(App.Log, Does.Not.Contain("Unhandled exception"));
        await AssertAllIsWellAsync();
    }

    private async Task AssertAllIsWellAsync()
    {
        Assert.That((await App.GetAsync("sign-in")).Status, Is.EqualTo(200));
        await CallAsync();
        await AssertDatabaseIsSoundAsync();
    }

    private async Task<TwilioCall> CallAsync()
    {
        var call = await PlaceAsync(Workspace.Agents[1]);
        Assert.That((await App.HearAsync(call.Id, call.Agent("ringing", 2))).Status, Is.EqualTo(204));
        Assert.That((await App.HearAsync(call.Id, call.Agent("busy", 3))).Status, Is.EqualTo(204));
        await Eventually.EventuallyAsync(
            async () => (await App.ReadAsync(Workspace.Agents[1], call.Id)).GetProperty("result").GetString() == "agent-busy",
            "a call goes its way");
        return call;
    }

    private Task SendAsync(HostileRequests generator, int first, int end) => Parallel.ForEachAsync(
        Enumerable.Range(first, end - first),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (number, _) => await SendAsync(generator.Number(number)));

    private async Task SendAsync(HostileRequest request)
    {
        sent[request.Kind] = true;
        var answer = await AnswerToAsync(request);
        var status = answer.Length > 12 ? answer[9..12] : "nothing";
        answers.AddOrUpdate($"{status} to {request.Kind}", 1, (_, count) => count + 1);
        var isRefused =
            status is ['1' or '2' or '3' or '4', >= '0' and <= '9', >= '0' and <= '9'] || (status == "nothing" && request.BreaksOff);
        if (!isRefused
            || ATrace().IsMatch(answer)
            || AnInjectedHeader().IsMatch(answer)
            || (request.IsStored && status is not ("204" or "200")))
        {
            complaints.Add($"{status} to {request}\n---\n{answer[..Math.Min(answer.Length, 600)]}");
        }

        if (request.IsStored)
        {
            Interlocked.Increment(ref kept);
        }
    }

    /// <returns>All that came until the line was closed.</returns>
    private async Task<string> AnswerToAsync(HostileRequest request)
    {
        using var over = new CancellationTokenSource(patience);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(App.Url.Host, App.Url.Port, over.Token);
        var answer = new MemoryStream();
        try
        {
            // Read while it is sent: what is refused early is answered before all of it has gone out.
            var sending = SendAsync(socket, request, over.Token);
            var piece = new byte[8192];
            while (await socket.ReceiveAsync(piece, over.Token) is > 0 and var count)
            {
                answer.Write(piece, 0, count);
            }

            await sending;
        }
        catch (SocketException)
        {
            // The other side has had enough; what it said before counts.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    private static async Task SendAsync(Socket socket, HostileRequest request, CancellationToken cancellationToken)
    {
        for (var sent = 0; sent < request.Bytes.Length;)
        {
            sent += await socket.SendAsync(request.Bytes.AsMemory(sent), cancellationToken);
        }

        if (request.BreaksOff)
        {
            socket.Shutdown(SocketShutdown.Send);
        }
    }

    private async Task<Dictionary<string, long>> RowsAsync()
    {
        await using var connection = await Workspace.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
        var tables = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }

        var rows = new Dictionary<string, long>();
        foreach (var table in tables)
        {
#pragma warning disable CA2100 // The names are the database's own.
            command.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
#pragma warning restore CA2100
            rows[table] = (long)(await command.ExecuteScalarAsync())!;
        }

        return rows;
    }

    [GeneratedRegex(
        @"Exception|StackTrace|   at [A-Z]\w+\.|\.cs:line|SQLite|CrmVoice\.(Web|Application|Domain|Infrastructure)|Microsoft\.(AspNetCore|EntityFrameworkCore|Data)"
    )]
    private static partial Regex ATrace();

    [GeneratedRegex(@"^X-Injected:", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex AnInjectedHeader();
}
