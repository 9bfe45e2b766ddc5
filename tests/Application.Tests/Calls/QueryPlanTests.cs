using System.Data.Common;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Infrastructure.Calls;
using CrmVoice.Infrastructure.Carrier;
using CrmVoice.Infrastructure.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>
/// What is read often is read in its order and by its keys, however many rows there are. On SQLite, which tells how it goes about a query;
/// the indexes are the same on SQL Server.
/// </summary>
public sealed class QueryPlanTests
{
    private static readonly DateTimeOffset noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly TestCaseData[] filters =
    [
        Case("none", new ListCalls()),
        Case("state", new ListCalls(State: CallState.Ended)),
        Case("result", new ListCalls(Result: CallResult.Answered)),
        Case("direction", new ListCalls(Direction: CallDirection.Outbound)),
        Case("agent", new ListCalls(AgentId: Guid.NewGuid())),
        Case("contact", new ListCalls(ContactId: Guid.NewGuid())),
        Case("number", new ListCalls(Number: "+5511987650001")),
        Case("times", new ListCalls(Since: noon, Until: noon.AddDays(1))),
        Case(
            "all",
            new ListCalls(
                CallState.Ended,
                CallResult.Answered,
                CallDirection.Outbound,
                Guid.NewGuid(),
                Guid.NewGuid(),
                "+5511987650001",
                noon,
                noon.AddDays(1))),
    ];

    private readonly Statements statements = new();
    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() =>
        crm = await TestCrm.StartAsync(change: services =>
            services.ConfigureDbContext<SqliteCrmVoiceDbContext>(db => db.AddInterceptors(statements)));

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [TestCaseSource(nameof(filters))]
    public async Task Calls_are_found_in_the_order_in_which_they_are_listed(ListCalls query)
    {
        await crm.SendAsync(query, crm.Supervisor);

        var plan = await PlanAsync(statements.Last(sql => sql.Contains("FROM \"Calls\"", StringComparison.Ordinal)));
        var page = plan.Single(step => step.Does.StartsWith("CO-ROUTINE", StringComparison.Ordinal)).Id;
        Assert.That(
            plan.Where(step => step.PartOf == page).Select(step => step.Does),
            Has.One.StartsWith("SEARCH").And.None.Contains("TEMP B-TREE"));
    }

    [Test]
    public async Task What_belongs_to_a_call_is_found_by_the_call_and_not_among_all_of_the_organization()
    {
        await crm.SendAsync(new ListCalls(), crm.Supervisor);

        var plan = await PlanAsync(statements.Last(sql => sql.Contains("FROM \"Calls\"", StringComparison.Ordinal)));
        Assert.That(
            plan.Where(step => step.Does.Contains("LEFT-JOIN", StringComparison.Ordinal)).Select(step => step.Does),
            Has.Exactly(2).Items.And.All.Contains("(CallId=?"));
    }

    [Test]
    public async Task Whether_there_is_room_for_a_call_is_asked_once_and_counted_along_indexes()
    {
        await crm.SendAsync(new PlaceCall("+5511987650001", ContactId: null));

        var counts = statements.All(sql => sql.Contains("COUNT(*)", StringComparison.Ordinal));
        Assert.That(counts, Has.Count.EqualTo(1));
        var plan = (await PlanAsync(counts[0])).Select(step => step.Does).ToList();
        Assert.That(plan, Has.None.StartsWith("SCAN c").And.None.Contains("TEMP B-TREE").And.Some.Contains("AgentId=? AND RequestedAt>"));
    }

    [Test]
    public async Task Legs_that_are_known_of_any_organization_are_found_by_their_sids()
    {
        await crm.LookAsync(db =>
            new CallRepository(db, new OrganizationScope()).FindKnownLegsAsync(["CA1", "CA2"], CancellationToken.None));

        Assert.That(
            (await PlanAsync(statements.Last(sql => sql.Contains("FROM \"CallLegs\"", StringComparison.Ordinal)))).Select(step =>
                step.Does),
            Has.One.Contains("(CallSid=?)"));
    }

    // An update has the database to itself from its first step: whoever stores a webhook waits for it.
    [TestCase("InboundWebhooks", "DueAt>?")]
    [TestCase("CarrierRequests", "DueAt>?")]
    [TestCase("Calls", "NextCheckAt>?")]
    public async Task What_is_due_too_far_ahead_is_found_without_going_through_all_that_waits(string table, string found)
    {
        await crm.Hosted<DueTimeCorrection>().CorrectAsync(CancellationToken.None);
        await crm.Hosted<CheckTimeCorrection>().CorrectAsync(CancellationToken.None);

        var plan = await PlanAsync(statements.Last(sql => sql.Contains($"UPDATE \"{table}\"", StringComparison.Ordinal)));
        Assert.That(plan.Select(step => step.Does), Has.One.Contains(found));
    }

    private Task<List<Step>> PlanAsync(DbCommand statement) => crm.LookAsync(async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // What EF Core said.
        command.CommandText = $"EXPLAIN QUERY PLAN {statement.CommandText}";
#pragma warning restore CA2100
        foreach (DbParameter known in statement.Parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (known.ParameterName, known.Value);
            command.Parameters.Add(parameter);
        }

        List<Step> plan = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            plan.Add(new Step(reader.GetInt32(0), reader.GetInt32(1), reader.GetString(3)));
        }

        return plan;
    });

    private static TestCaseData Case(string filter, ListCalls query) => new TestCaseData(query).SetArgDisplayNames(filter);

    private sealed record Step(int Id, int PartOf, string Does);

    /// <summary>All that were executed.</summary>
    private sealed class Statements : DbCommandInterceptor
    {
        private readonly List<DbCommand> executed = [];

        public IReadOnlyList<DbCommand> All(Func<string, bool> chosen) => [.. executed.Where(command => chosen(command.CommandText))];

        public DbCommand Last(Func<string, bool> chosen) => executed.Last(command => chosen(command.CommandText));

        public override ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command,
            CommandExecutedEventData eventData,
            DbDataReader result,
            CancellationToken cancellationToken = default)
        {
            executed.Add(command);
            return new(result);
        }

        public override ValueTask<int> NonQueryExecutedAsync(
            DbCommand command,
            CommandExecutedEventData eventData,
            int result,
            CancellationToken cancellationToken = default)
        {
            executed.Add(command);
            return new(result);
        }
    }
}
