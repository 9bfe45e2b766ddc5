using System.Diagnostics;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Faults.Tests.Support.Rooms;

/// <summary>Tests of the application as a process of its own, in which many contacts are handed over beside each other.</summary>
internal abstract class WithHandovers
{
    private Workspace workspace = null!;
    private TwilioOfRooms twilio = null!;
    private Board board = null!;

    protected List<PlayedHandover> Played { get; } = [];

    protected RunningApp App { get; private set; } = null!;

    protected abstract int MaxCalls { get; }

    /// <summary>How long it took to play them all with nothing in their way: a busy machine is no fault.</summary>
    protected TimeSpan Pace { get; private set; }

    [SetUp]
    public async Task StartAsync()
    {
        Played.Clear();
        workspace = await Workspace.CreateAsync(agents: 2 * MaxCalls);
        twilio = await TwilioOfRooms.StartAsync();
        App = await RunningApp.StartAsync(workspace, twilio.Url, "--Twilio:AnswerTimeout=00:01:00");
        board = new Board(workspace);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (twilio is not null)
        {
            await twilio.DisposeAsync();
        }

        if (App is not null)
        {
            await App.DisposeAsync();
        }

        if (board is not null)
        {
            await board.DisposeAsync();
        }

        if (workspace is not null)
        {
            await workspace.DisposeAsync();
        }
    }

    /// <summary>Each way of handing over once, with nothing in its way.</summary>
    protected async Task<List<PlayedHandover>> PlayAllAsync()
    {
        var whole = await StoreAsync([.. Handover.All.Select(how => Add(how))]);
        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll(whole.Select(one => one.PlayAsync()));
        Pace = Stopwatch.GetElapsedTime(since);
        using (Assert.EnterMultipleScope())
        {
            whole.ForEach(one => AssertIsTrue(one, Pace, one.How.Result));
        }

        return whole;
    }

    protected PlayedHandover Add(
        Handover how, (int At, bool IsAfter)? stop = null, bool losesReports = false, (string What, int Nth)? loses = null)
    {
        var one = new PlayedHandover(workspace, board, App, how, Played.Count, stop, losesReports, loses);
        Played.Add(one);
        twilio.Add(one.Played);
        return one;
    }

    protected async Task<List<PlayedHandover>> StoreAsync(List<PlayedHandover> calls)
    {
        await workspace.LookAsync(async db =>
        {
            db.AddRange(calls.Select(one => one.Stored));
            db.AddRange(calls.Select(one => new Seat(workspace.OrganizationId, one.Stored.AgentId!.Value, one.Stored.Id)));
            return await db.SaveChangesAsync();
        });
        return calls;
    }

    protected void AssertIsTrue(PlayedHandover one, TimeSpan aloneAtMost, TransferResult? expected = null)
    {
        var (name, twilios) = ($"{one.How}, died {one.Played.StoppedAt}, lost {one.Played.Lost ?? "nothing"}", one.Played);
        var (state, result, transfer) = board.Of(one.Stored.Id);
        Assert.That((state, result), Is.EqualTo((CallState.Ended, (CallResult?)CallResult.Answered)), name);
        Assert.That(twilios.Legs.All(leg => leg.IsOver), name);
        Assert.That(twilios.Legs.Count(leg => leg.To == one.Target), Is.LessThanOrEqualTo(1), $"{name}: the target is rung once");
        Assert.That(twilios.Legs.Count(leg => leg.To == one.AgentPhone), Is.LessThanOrEqualTo(2), $"{name}: the agent is rung once more");
        Assert.That(twilios.Legs.Select(leg => leg.LegId), Is.Unique, $"{name}: each leg is made once");
        Assert.That(transfer is TransferResult.Taken, Is.EqualTo(twilios.WasTakenBy(one.Target)), $"{name}: {transfer}");
        Assert.That(twilios.LongestAlone, Is.LessThan(aloneAtMost), $"{name}: the contact alone");
        if (expected is not null)
        {
            Assert.That(transfer, Is.EqualTo(expected), name);
        }
    }
}
