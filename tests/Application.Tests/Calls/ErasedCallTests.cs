using System.Data.Common;
using System.Globalization;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>What is kept of a call's room, and of what was asked of Twilio for it, is found by the call's id and goes with it.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class ErasedCallTests(DatabaseProvider database)
{
    // Who did what is kept for as long as the log is, and holds ids alone.
    private static readonly string[] keptByDesign = ["AuditEntries"];

    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(database);
        await crm.ChangeOrganizationAsync(organization => organization.ChangeCallSettings(new CallSettings { Topology = Topology.Room }));
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task With_the_rows_of_a_call_goes_all_that_was_known_of_its_room_and_asked_for_in_it()
    {
        var (erased, kept) = (await PlayAsync(crm.Agent), await PlayAsync(await crm.HireAsync("Duda", "+5511999995505")));
        var (marks, others) = (await MarksOfAsync(erased), await MarksOfAsync(kept));
        Assert.That(
            await FindAsync(marks),
            Is.SupersetOf(new[] { "Calls", "CallLegs", "CallSteps", "CallEvents", "CarrierRequests", "Seats" }));

        await EraseAsync(erased);

        Assert.That(await FindAsync(marks), Is.Empty);
        Assert.That(await FindAsync(others), Does.Contain("Calls").And.Contain("CarrierRequests"), "of another call nothing goes");
    }

    [Test]
    public async Task A_call_is_not_erased_as_long_as_there_are_requests_for_it()
    {
        var call = await PlayAsync(crm.Agent);

        Assert.That(
            () => crm.LookAsync(db => db.Calls.Where(one => one.Id == new CallId(call)).ExecuteDeleteAsync()),
            Throws.InstanceOf<DbException>());
        Assert.That((await crm.OutboxAsync(call)).Select(request => request.Kind), Does.Contain(UpdateParticipant.Name));
    }

    // Contact and agent talk; the contact is put on hold, a colleague is asked, a supervisor listens, and keys are pressed.
    private async Task<Guid> PlayAsync(TestMember agent)
    {
        var call = (await crm.SendAsync(new PlaceCall(agent == crm.Agent ? "+5511987650001" : "+5511987650002", null), agent)).Id;
        await crm.PlayAsync(call, (_, twilio) => twilio.Connect());
        await crm.SendAsync(new HoldLeg(call, null, IsOnHold: true), agent);
        await crm.PlayAsync(call, (_, twilio) => twilio.Obey());
        var target = new PartyToCall(null, agent == crm.Agent ? "+551131230091" : "+551131230092");
        await crm.SendAsync(new StartTransfer(call, target, TransferKind.Warm), agent);
        await crm.PlayAsync(call, (room, twilio) => twilio.AnswerAndJoin(room.Legs.Single(leg => leg.Role is LegRole.Guest)));
        return call;
    }

    private Task<List<string>> MarksOfAsync(Guid id) => crm.LookAsync(async db =>
    {
        var call = await db.Calls.AsNoTracking().Include(one => one.Legs).SingleAsync(one => one.Id == new CallId(id));
        Assert.That((call.RoomReports.Count > 3, call.Transfers.Count), Is.EqualTo((true, 1)));
        Guid[] ids = [id, .. call.Legs.Select(leg => leg.Id.Value), .. call.Transfers.Select(transfer => transfer.Id.Value)];
        return ids.SelectMany(one => new[] { $"{one:D}", $"{one:N}" }).ToList();
    });

    // Whatever names a call, and the call last; of what belongs together all or nothing.
    private Task<int> EraseAsync(Guid id) => crm.LookAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var tables = db.Model.GetEntityTypes()
            .Where(type => !type.IsOwned() && type.FindProperty("CallId")?.ClrType is { } named
                && (Nullable.GetUnderlyingType(named) ?? named) == typeof(CallId))
            .Select(type => type.GetTableName()!)
            .Distinct();
        foreach (var table in tables)
        {
            var statement = $$"""DELETE FROM "{{table}}" WHERE "CallId" = {0}""";
            await db.Database.ExecuteSqlRawAsync(statement, id);
        }

        var gone = await db.Calls.Where(call => call.Id == new CallId(id)).ExecuteDeleteAsync();
        await transaction.CommitAsync();
        return gone;
    });

    /// <returns>The tables in which one of the marks stands anywhere.</returns>
    private Task<List<string>> FindAsync(IReadOnlyList<string> marks) => crm.LookAsync(async db =>
    {
        var found = new List<string>();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct().Except(keptByDesign))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"""SELECT * FROM "{table}" """;
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var row = string.Join(
                    '|',
                    Enumerable.Range(0, reader.FieldCount)
                        .Select(at => Convert.ToString(reader.GetValue(at), CultureInfo.InvariantCulture)));
                if (!found.Contains(table) && marks.Any(mark => row.Contains(mark, StringComparison.OrdinalIgnoreCase)))
                {
                    found.Add(table);
                }
            }
        }

        return found;
    });
}
