using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Incoming;
using CrmVoice.Application.Calls.Missed;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Common;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>Whoever called and got nobody: one open entry for each caller, until somebody talked with them or says that it is done.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class MissedCallTests(DatabaseProvider database)
{
    private const string Carlos = "+5511987650001";
    private static readonly string[] reasons = ["missed-call-reason"];

    private TestCrm crm = null!;
    private NumberId number;
    private int sids;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(database);
        number = await crm.LookAsync(async db =>
        {
            var ours = Number.Add(
                crm.Agent.OrganizationId, PhoneNumber.Parse("+551140000001"), "BR", "Vendas", position: 0, crm.Clock.GetUtcNow());
            db.Add(ours);
            await db.SaveChangesAsync();
            return ours.Id;
        });
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task However_often_somebody_calls_there_is_one_entry_with_the_contacts_name()
    {
        await CallInAsync(Carlos);
        // As an old exchange sends it.
        await CallInAsync("+551187650001");

        var missed = (await MissedAsync()).Single();
        Assert.That((missed.Number, missed.Contact?.Name, missed.Calls), Is.EqualTo((Carlos, "Carlos Lima", 2)));
        Assert.That(await crm.SendAsync(new CountMissedCallers()), Is.EqualTo(1));
        Assert.That(await crm.SendAsync(new CountMissedCallers(), crm.Stranger), Is.Zero, "another organization's");
    }

    [Test]
    public async Task A_caller_who_shows_no_number_cannot_be_called_back()
    {
        await CallInAsync("anonymous");
        Assert.That(await MissedAsync(), Is.Empty);
    }

    [Test]
    public async Task An_answered_call_to_the_caller_closes_it_and_one_that_nobody_answered_does_not()
    {
        await CallInAsync(Carlos);
        await CallOutAsync(LegStatus.NoAnswer);
        Assert.That(await MissedAsync(), Has.Count.EqualTo(1));

        await CallOutAsync(LegStatus.Completed);

        Assert.That(await MissedAsync(), Is.Empty);
    }

    [Test]
    public async Task A_call_back_that_turns_out_to_have_been_answered_after_its_end_closes_it()
    {
        await CallInAsync(Carlos);
        var (agent, contact) = (NextSid(), NextSid());
        var call = (await crm.SendAsync(new PlaceCall(null, crm.Contact.Value))).Id;
        await HearAsync(call, LegRole.Agent, agent, null, LegStatus.InProgress);
        await HearAsync(call, LegRole.Contact, contact, agent, LegStatus.Ringing);
        await HearAsync(call, LegRole.Agent, agent, null, LegStatus.Completed);
        await crm.HearAsync(
            call,
            new CarrierReport.OfLeg(LegRole.Contact, contact, agent, new LegReport(LegStatus.NoAnswer, crm.Clock.GetUtcNow(), FactSource.Request)));
        Assert.That((await crm.SeeAsync(call)).Result, Is.Not.EqualTo(CallResult.Answered));
        Assert.That(await MissedAsync(), Has.Count.EqualTo(1));

        await HearAsync(call, LegRole.Contact, contact, agent, LegStatus.InProgress);
        await HearAsync(call, LegRole.Contact, contact, agent, LegStatus.Completed);

        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.Answered));
        Assert.That(await MissedAsync(), Is.Empty);
    }

    [Test]
    public async Task A_missed_call_that_becomes_known_after_an_answered_one_is_settled_already()
    {
        var (sid, at) = (NextSid(), crm.Clock.GetUtcNow());
        await crm.SendAsync(new AnswerIncoming(number.Value, Report(sid, Carlos)));
        await CallOutAsync(LegStatus.Completed);

        await EndAsync(sid, at.AddSeconds(5));

        Assert.That(await MissedAsync(), Is.Empty);
    }

    [Test]
    public async Task Closed_by_hand_it_is_written_down_and_a_later_call_opens_it_again()
    {
        await CallInAsync(Carlos);
        var missed = (await MissedAsync()).Single();

        await crm.SendAsync(new CloseMissedCaller(missed.Id, MissedCallReason.WrongNumber, missed.LastAt));
        await crm.SendAsync(new CloseMissedCaller(missed.Id, MissedCallReason.Unwanted, missed.LastAt), crm.Supervisor);

        Assert.That(await MissedAsync(), Is.Empty);
        var entry = await crm.LookAsync(db => db.AuditEntries.SingleAsync());
        using (Assert.EnterMultipleScope())
        {
            Assert.That((entry.Action, entry.RecordId), Is.EqualTo((AuditAction.MissedCallClosed, missed.LastCallId)));
            Assert.That(entry.Changes.Select(change => change.Field), Is.EqualTo(reasons));
            Assert.That(entry.Changes[0].New, Is.EqualTo("wrong-number"));
        }

        await CallInAsync(Carlos);
        Assert.That((await MissedAsync()).Single().Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task A_call_that_came_after_the_page_was_read_stays_open()
    {
        await CallInAsync(Carlos);
        var seen = (await MissedAsync()).Single();
        await CallInAsync(Carlos);

        await crm.SendAsync(new CloseMissedCaller(seen.Id, MissedCallReason.NothingToDo, seen.LastAt));

        Assert.That((await MissedAsync()).Single().Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Closing_takes_a_reason_and_an_entry_of_ones_own_organization()
    {
        await CallInAsync(Carlos);
        var id = (await MissedAsync()).Single().Id;
        var at = crm.Clock.GetUtcNow();
        Assert.That(() => crm.SendAsync(new CloseMissedCaller(id, Reason: null, at)), Throws.InstanceOf<ValidationException>());
        Assert.That(
            () => crm.SendAsync(new CloseMissedCaller(id, MissedCallReason.Unwanted, at), crm.Stranger),
            Throws.TypeOf<NotFoundException>());
    }

    private Task<IReadOnlyList<MissedCallerView>> MissedAsync() => crm.SendAsync(new ListMissedCallers());

    private async Task CallInAsync(string from)
    {
        var sid = NextSid();
        await crm.SendAsync(new AnswerIncoming(number.Value, Report(sid, from)));
        await EndAsync(sid, crm.Clock.GetUtcNow().AddSeconds(5));
        crm.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task EndAsync(string sid, DateTimeOffset at)
    {
        var call = await crm.LookAsync(db =>
            db.Calls.Where(call => call.Legs.Any(leg => leg.CallSid == sid)).Select(call => call.Id).SingleAsync());
        await crm.HearAsync(
            call.Value,
            new CarrierReport.OfIncoming(
                sid,
                IncomingCaller.Of(Carlos, null, null, null),
                new LegReport(LegStatus.Completed, at, FactSource.Callback, DurationSeconds: 5)));
    }

    private async Task CallOutAsync(LegStatus outcome)
    {
        var (agent, contact) = (NextSid(), NextSid());
        var call = (await crm.SendAsync(new PlaceCall(null, crm.Contact.Value))).Id;
        await HearAsync(call, LegRole.Agent, agent, null, LegStatus.InProgress);
        if (outcome is LegStatus.Completed)
        {
            await HearAsync(call, LegRole.Contact, contact, agent, LegStatus.InProgress);
        }

        await HearAsync(call, LegRole.Contact, contact, agent, outcome);
        await HearAsync(call, LegRole.Agent, agent, null, LegStatus.Completed);
        crm.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private Task HearAsync(Guid call, LegRole role, string sid, string? parent, LegStatus status) => crm.HearAsync(
        call, new CarrierReport.OfLeg(role, sid, parent, new LegReport(status, crm.Clock.GetUtcNow(), FactSource.Callback)));

    private string NextSid() => $"CA{++sids:x32}";

    private static CarrierReport.OfIncoming Report(string sid, string from) => new(
        sid, IncomingCaller.Of(from, null, null, null), new LegReport(LegStatus.Ringing, At: null, FactSource.Request));
}
