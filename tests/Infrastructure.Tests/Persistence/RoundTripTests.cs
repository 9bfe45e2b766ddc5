using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Tests.Persistence;

/// <summary>What goes in comes out.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
internal sealed class RoundTripTests(DatabaseProvider database)
{
    private readonly Rows rows = new();
    private Store store = null!;

    [SetUp]
    public async Task CreateAsync() => store = await Store.CreateAsync(database);

    [TearDown]
    public async Task DropAsync() => await store.DisposeAsync();

    [Test]
    public async Task An_instant_keeps_its_last_tick_and_is_read_as_UTC_whatever_offset_it_came_with()
    {
        var at = new DateTimeOffset(2026, 11, 23, 9, 15, 30, TimeSpan.FromHours(-3)).AddTicks(1_234_567);
        var call = await AgainAsync(rows.Call(at));
        Assert.That((call.RequestedAt, call.RequestedAt.Offset), Is.EqualTo((at, TimeSpan.Zero)));
    }

    [Test]
    public async Task The_first_and_the_last_instant_of_time_can_be_kept()
    {
        foreach (var at in new[] { DateTimeOffset.MinValue, DateTimeOffset.MaxValue })
        {
            Assert.That((await AgainAsync(rows.Call(at))).RequestedAt, Is.EqualTo(at));
        }
    }

    [Test]
    public async Task A_call_comes_back_with_its_words_numbers_legs_recordings_and_results()
    {
        var placed = Talked();
        var call = await AgainAsync(placed);
        Assert.Multiple(() =>
        {
            Assert.That(
                (call.State, call.Result, call.Direction, call.TalkSeconds),
                Is.EqualTo((CallState.Ended, placed.Result, CallDirection.Outbound, placed.TalkSeconds)));
            Assert.That((call.AgentPhone, call.From, call.To), Is.EqualTo((placed.AgentPhone, placed.From, placed.To)));
            Assert.That(call.DialResults, Is.EqualTo(placed.DialResults));
            Assert.That(call.CarrierError, Is.EqualTo(new CarrierError(13_224, "Número inválido: “ção” 📞")));
            Assert.That(call.Notes, Is.EqualTo(placed.Notes));
            Assert.That(call.EndedBy, Is.EqualTo(placed.EndedBy));
            Assert.That(call.Legs.Select(Whose), Is.EquivalentTo(placed.Legs.Select(Whose)));
            Assert.That(call.AgentLeg!.Reports, Is.EquivalentTo(placed.AgentLeg!.Reports));
            Assert.That(call.ContactLeg!.Reports, Is.EquivalentTo(placed.ContactLeg!.Reports));
            Assert.That(
                (call.ContactLeg.AnsweredBy, call.ContactLeg.SipCode, call.ContactLeg.ParentCallSid),
                Is.EqualTo(("machine_start", 200, call.AgentLeg.CallSid)));
            Assert.That((call.ContactLeg.Price, call.ContactLeg.PriceUnit), Is.EqualTo((0.028512m, "USD")));
            Assert.That(
                (call.ClosedAt, call.NextCheckAt),
                Is.EqualTo((placed.ClosedAt, placed.NextCheckAt)).And.Not.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)null)));
            Assert.That(call.Recordings.Single().Status, Is.EqualTo(RecordingStatus.Completed));
        });
    }

    [Test]
    public async Task A_call_that_is_only_requested_has_no_results_and_no_error()
    {
        var call = await AgainAsync(rows.Call());
        Assert.That((object?[])[call.CarrierError, call.Result, call.EndedBy], Is.All.Null);
        Assert.That(call.DialResults, Is.Empty);
    }

    [Test]
    public async Task Of_calls_that_are_stored_together_each_keeps_who_ended_it_and_why()
    {
        Call[] calls = [rows.Call(), rows.Call()];
        await store.SaveAsync(rows.Organization, calls);
        await store.AsAsync(rows.Organization, async db =>
        {
            foreach (var call in await Whole(db).ToListAsync())
            {
                call.RecordCreateRefused(CarrierError.Unreachable, Rows.Noon);
            }

            return await db.SaveChangesAsync();
        });

        var seen = await store.AsAsync(rows.Organization, db => Whole(db).ToListAsync());
        Assert.That(
            seen.Select(call => (call.EndedBy?.Role, call.CarrierError)),
            Is.All.EqualTo(((EndedByRole?)EndedByRole.System, CarrierError.Unreachable)));
    }

    [Test]
    public async Task A_result_heard_after_the_first_storing_is_stored()
    {
        var call = rows.Call();
        await store.SaveAsync(rows.Organization, call);
        await store.AsAsync(
            rows.Organization,
            async db =>
            {
                var again = await Whole(db).SingleAsync();
                again.MergeDialResult(
                    rows.Sid("CA"),
                    new LegReport(LegStatus.InProgress, Rows.Noon, FactSource.Request),
                    new DialResult(LegStatus.Busy, null, false, null, false),
                    Rows.Noon);
                return await db.SaveChangesAsync();
            });
        var seen = await store.AsAsync(rows.Organization, db => Whole(db).SingleAsync());
        Assert.That(
            (seen.DialResults.Single().Status, seen.AgentLeg!.Reports.Single().Status),
            Is.EqualTo((LegStatus.Busy, LegStatus.InProgress)));
    }

    [Test]
    public async Task An_organization_comes_back_with_its_account_its_settings_and_what_callers_hear()
    {
        var organization = rows.Founded();
        PhoneNumber[] numbers = [PhoneNumber.Parse("+551140000001"), PhoneNumber.Parse("+14155550100")];
        organization.ConnectTwilio(
            new TwilioAccount("AC0000000000000000000000000000000a", null, null, "protected", null, numbers, "sao-paulo", null, Rows.Noon));
        SpokenTexts[] texts = [new("pt-BR", Voice: null, Connecting: "Ligando para {name} <já> & “agora” 📞")];
        organization.ChangeCallSettings(new CallSettings { AgentRingSeconds = 17, DetectMachines = true, Texts = texts });
        await store.SaveAsync(rows.Organization, organization);
        var again = await store.AsAsync(rows.Organization, db => db.Organizations.SingleAsync());
        Assert.That(
            (again.TwilioAccount!.AccountSid, again.TwilioAccount.Edge, again.TwilioAccount.SavedAt),
            Is.EqualTo(("AC0000000000000000000000000000000a", "sao-paulo", Rows.Noon)));
        Assert.That(again.TwilioAccount.Numbers, Is.EqualTo(numbers));
        Assert.That(
            (again.CallSettings.AgentRingSeconds, again.CallSettings.DetectMachines, again.CallSettings.Record),
            Is.EqualTo((17, true, false)));
        Assert.That(again.CallSettings.Texts, Is.EqualTo(texts));
    }

    [Test]
    public async Task Notes_hold_all_their_characters()
    {
        var call = rows.Call();
        call.EditNotes(string.Concat(Enumerable.Repeat("ção 📞 ", Call.NotesMaxLength / 7)), Rows.Noon);
        Assert.That((await AgainAsync(call)).Notes, Is.EqualTo(call.Notes));
    }

    private Call Talked()
    {
        var call = rows.Call();
        var (agent, contact) = (rows.Sid("CA"), rows.Sid("CA"));
        var answered = new LegReport(LegStatus.InProgress, Rows.Noon.AddTicks(7), FactSource.Callback);
        call.MergeLeg(LegRole.Agent, agent, parentCallSid: null, answered, Rows.Noon);
        call.MergeFallback(agent, answered, new CarrierError(13_224, "Número inválido: “ção” 📞"), Rows.Noon);
        call.MergeLeg(LegRole.Contact, contact, agent, answered with { AnsweredBy = "machine_start", SipCode = 200 }, Rows.Noon);
        call.MergeLeg(
            LegRole.Contact,
            contact,
            agent,
            new LegReport(LegStatus.Completed, Rows.Noon, FactSource.LookUp, 12, Price: 0.028512m, PriceUnit: "USD"),
            Rows.Noon);
        call.MergeDialResult(
            agent,
            answered with { Status = LegStatus.Completed },
            new DialResult(LegStatus.Completed, contact, true, 12, AgentLegEnded: true),
            Rows.Noon);
        call.MergeRecording(rows.Sid("RE"), RecordingStatus.Completed, durationSeconds: 12, channels: 2, Rows.Noon);
        call.EditNotes("Quer falar com João 📞", Rows.Noon);
        return call;
    }

    private async Task<Call> AgainAsync(Call call)
    {
        await store.SaveAsync(rows.Organization, call);
        return await store.AsAsync(rows.Organization, db => Whole(db).SingleAsync(stored => stored.Id == call.Id));
    }

    private static IQueryable<Call> Whole(CrmVoiceDbContext db) => db.Calls.Include(call => call.Legs).Include(call => call.Recordings);

    private static object Whose(Leg leg) => (leg.Id, leg.Role, leg.Origin, leg.MemberId, leg.Party);
}
