using System.Diagnostics;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Tests.Persistence;

/// <summary>What becomes of work on a SQL Server that is in trouble, with the real driver on a real socket.</summary>
internal sealed class ServerOutageTests
{
    private readonly Rows rows = new();
    private readonly TdsServer server = new();
    private Store store = null!;

    [SetUp]
    public void Connect() => store = Store.At(DatabaseProvider.SqlServer, server.ConnectionString);

    [TearDown]
    public async Task StopAsync()
    {
        await store.DisposeAsync();
        await server.DisposeAsync();
    }

    [Test]
    public async Task A_query_whose_connection_was_cut_is_done_over([Values("COUNT", "sp_set_session_context")] string when)
    {
        var asked = 0;
        server.Answers = sql => sql.Contains(when, StringComparison.Ordinal) && ++asked == 1 ? TdsAnswer.Cut : TdsAnswer.Of([7]);
        Assert.That(await CountAsync(), Is.EqualTo(7));
        Assert.That(asked, Is.EqualTo(2));
    }

    [Test]
    public async Task Whoever_comes_while_a_server_fails_over_waits_for_it()
    {
        server.Answers = _ => TdsAnswer.Of([7]);
        Assert.That(await CountAsync(), Is.EqualTo(7));
        server.Leave();
        var counted = CountAsync();
        // The fault itself.
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.That(counted.IsCompleted, Is.False);
        server.Return();
        Assert.That(await counted, Is.EqualTo(7));
    }

    // The last try of all may take as long as it takes to connect.
    [TestCase(true, 1, 8)]
    [TestCase(false, 5, 16)]
    public async Task Whoever_waits_for_a_server_that_is_away_is_told_in_time(bool isUrgent, int leastSeconds, int maxSeconds)
    {
        server.Leave();
        var waited = Stopwatch.StartNew();
        var failure = Assert.CatchAsync(() => CountAsync(isUrgent))!;
        Assert.That(waited.Elapsed.TotalSeconds, Is.InRange(leastSeconds, maxSeconds));
        Assert.That(DatabaseOutage.IsBehind(failure), Is.True);
    }

    [Test]
    public async Task What_was_being_stored_when_the_connection_was_cut_is_stored_from_the_beginning()
    {
        var stored = 0;
        server.Answers = sql =>
            sql.Contains("[CallEvents]", StringComparison.Ordinal) ? (++stored == 1 ? TdsAnswer.Cut : TdsAnswer.Of([5L])) : null;
        await SaveEventAsync();
        Assert.That(Transactions, Is.EqualTo(new[] { "BEGIN TRANSACTION", "BEGIN TRANSACTION", "COMMIT" }));
        Assert.That(
            server.Trips.SelectMany(said => said).Count(sql => sql.Contains("INSERT INTO [Calls]", StringComparison.Ordinal)),
            Is.EqualTo(2));
    }

    [Test]
    public async Task A_turn_that_was_lost_in_a_deadlock_is_asked_for_again()
    {
        var asked = 0;
        server.Answers = sql =>
            sql.Contains("sp_getapplock", StringComparison.Ordinal) && ++asked == 1 ? TdsAnswer.Error(DatabaseOutage.TurnLost)
            : sql.Contains("[CallEvents]", StringComparison.Ordinal) ? TdsAnswer.Of([5L])
            : null;
        await SaveEventAsync();
        Assert.That(Transactions, Is.EqualTo(new[] { "BEGIN TRANSACTION", "ROLLBACK", "BEGIN TRANSACTION", "COMMIT" }));
    }

    [Test]
    public void Whoever_gets_no_turn_is_told_to_come_again_and_not_asked_to_wait_once_more()
    {
        var asked = 0;
        server.Answers = sql =>
            sql.Contains("sp_getapplock", StringComparison.Ordinal) && ++asked > 0 ? TdsAnswer.Error(DatabaseOutage.NoTurn) : null;
        var failure = Assert.CatchAsync(SaveEventAsync)!;
        Assert.That(DatabaseOutage.IsBehind(failure), Is.True);
        Assert.That(asked, Is.EqualTo(1));
    }

    [Test]
    [SetUICulture("pt-BR")]
    public async Task Whoever_finds_all_connections_in_use_is_told_to_come_again_in_whatever_language_the_driver_says_so()
    {
        await using var small = Store.At(DatabaseProvider.SqlServer, $"{server.ConnectionString};Max Pool Size=1;Connect Timeout=1");
        await using var busy = small.Open();
        await busy.Database.OpenConnectionAsync();
        var failure = Assert.ThrowsAsync<InvalidOperationException>(() => small.AsAsync(null, db => db.Calls.CountAsync()))!;
        Assert.That(failure.Message, Does.Not.StartWith("Timeout expired"), "The driver says so in another language here.");
        Assert.That(DatabaseOutage.IsBehind(failure), Is.True);
    }

    [Test]
    public async Task A_server_that_falls_silent_under_open_connections_is_told_within_seconds_however_often_it_is_asked()
    {
        server.Answers = sql =>
            sql.Contains("MigrationId", StringComparison.Ordinal) ? TdsAnswer.Of(["20990101000000_Any", "10.0.0"]) : TdsAnswer.Of([7]);
        Assert.That((await store.CheckHealthAsync()).Description, Is.EqualTo("The database waits for its migrations."));
        server.IsFrozen = true;
        var waited = Stopwatch.StartNew();
        var told = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => store.CheckHealthAsync()));
        Assert.That(told.Select(one => one.Description), Is.All.EqualTo("The database does not answer."));
        Assert.That(waited.Elapsed, Is.LessThan(TimeSpan.FromSeconds(8)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_database_in_which_readers_wait_for_writers_is_warned_of_at_the_start(bool isOn)
    {
        server.Answers = sql => sql switch
        {
            _ when sql.Contains("is_read_committed_snapshot_on", StringComparison.Ordinal) => TdsAnswer.Of([isOn]),
            _ when sql.Contains("OBJECT_ID", StringComparison.Ordinal) => TdsAnswer.Of([1]),
            _ => null,
        };
        await Database.CheckAsync(store.Services, CancellationToken.None);
        Assert.That(store.Log.Text, isOn ? Is.Empty : Does.Contain("ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON"));
    }

    [TestCase("", 5, 10, PoolBlockingPeriod.NeverBlock)]
    [TestCase(";Connection Timeout=20;Command Timeout=40;PoolBlockingPeriod=AlwaysBlock", 20, 40, PoolBlockingPeriod.AlwaysBlock)]
    [TestCase(";Timeout=7", 7, 10, PoolBlockingPeriod.NeverBlock)]
    public async Task How_long_a_server_is_waited_for_is_ours_to_say_where_the_operator_says_nothing(
        string said,
        int connect,
        int command,
        PoolBlockingPeriod period)
    {
        await using var other = Store.At(DatabaseProvider.SqlServer, server.ConnectionString + said);
        var used = new SqlConnectionStringBuilder(await other.AsAsync(null, db => Task.FromResult(db.Database.GetConnectionString())));
        Assert.That((used.ConnectTimeout, used.CommandTimeout, used.PoolBlockingPeriod), Is.EqualTo((connect, command, period)));
    }

    private IEnumerable<string> Transactions =>
        server.Trips.SelectMany(said => said).Where(sql => sql is "BEGIN TRANSACTION" or "COMMIT" or "ROLLBACK");

    private Task<int> CountAsync(bool isUrgent = false) =>
        store.AsAsync(
            null,
            db =>
            {
                if (isUrgent)
                {
                    db.WaitAtMost(TimeSpan.FromSeconds(1.5));
                }

                return db.Calls.CountAsync();
            });

    private Task<int> SaveEventAsync()
    {
        var call = rows.Call();
        return store.SaveAsync(rows.Organization, call, rows.Event(call));
    }
}
