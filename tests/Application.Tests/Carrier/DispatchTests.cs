using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.Notes;
using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Calls.Upkeep;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Outbox;
using CrmVoice.Application.Common;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Tests.Carrier;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class DispatchTests(DatabaseProvider database)
{
    private const string AgentSid = "CA00000000000000000000000000000001";
    private const string ContactSid = "CA00000000000000000000000000000002";
    private const string OurSid = "CA00000000000000000000000000000003";
    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync(database);

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task A_call_that_a_version_without_legs_before_Twilio_placed_beside_this_one_goes_on_here()
    {
        var call = await PlaceAsync();
        await crm.LookAsync(db => db.Set<Leg>().ExecuteDeleteAsync());

        var (request, order) = await crm.ClaimAsync(call, CreateCall.Name);
        await crm.SendAsync(new RecordCreateOutcome(request, new CreateOutcome.Accepted(AgentSid, TimeSpan.Zero)));
        var answer = await crm.SendAsync(
            new AnswerLeg(call, AgentSid, new LegReport(LegStatus.InProgress, At: null, FactSource.Request)));

        var legs = await crm.LookAsync(db => db.Set<Leg>().ToListAsync());
        Assert.That(legs.Select(leg => (leg.Id, leg.CallSid)), Is.EquivalentTo(new[]
        {
            (((CreateCall.Order)order!).Asked.LegId, (string?)AgentSid), (((CallInstruction.Connect)answer).Contact, null),
        }));
    }

    [Test]
    public async Task A_request_is_claimed_once()
    {
        var call = await PlaceAsync();
        var (request, first) = await crm.ClaimAsync(call, CreateCall.Name);
        Assert.That(first, Is.TypeOf<CreateCall.Order>());
        Assert.That(await crm.SendAsync(new ClaimCarrierRequest(request)), Is.Null);
    }

    [Test]
    public async Task A_create_that_was_claimed_when_the_process_died_is_looked_for_and_never_sent_again()
    {
        var call = await PlaceAsync();
        var (request, _) = await crm.ClaimAsync(call, CreateCall.Name);
        crm.Clock.Advance(ClaimCarrierRequest.ClaimLasts);
        Assert.That(await crm.SendAsync(new ClaimCarrierRequest(request)), Is.Null);
        crm.Clock.Advance(ClaimWatch.Lasts);
        Assert.That(await crm.SendAsync(new ClaimCarrierRequest(request)), Is.Null);
        Assert.That((await crm.OutboxAsync(call)).Select(r => r.Kind), Is.EquivalentTo(new[] { CreateCall.Name, FindCreatedCall.Name }));
        Assert.That((await crm.SeeAsync(call)).CreateUnclearAt, Is.Not.Null);
    }

    [Test]
    public async Task A_create_that_is_being_sent_is_not_taken_for_interrupted_by_a_process_whose_clock_is_minutes_ahead()
    {
        var call = await PlaceAsync();
        var (request, _) = await crm.ClaimAsync(call, CreateCall.Name);

        await InAProcessAheadAsync(async () =>
        {
            Assert.That(await crm.SendAsync(new ClaimCarrierRequest(request)), Is.Null);
            crm.Clock.Advance(ClaimWatch.Lasts - TimeSpan.FromSeconds(1));
            Assert.That(await crm.SendAsync(new ClaimCarrierRequest(request)), Is.Null);
        });
        Assert.That((await crm.OutboxAsync(call)).Single().State, Is.EqualTo(CarrierRequestState.Sending));
        await crm.SendAsync(
            new RecordCreateOutcome(request, new CreateOutcome.NotTaken(TimeSpan.FromSeconds(1), CarrierError.Unreachable)));
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await crm.SendAsync(new ClaimCarrierRequest(request)), Is.TypeOf<CreateCall.Order>());

        await InAProcessAheadAsync(async () => await crm.SendAsync(new ClaimCarrierRequest(request)));
        Assert.That((await crm.SeeAsync(call)).CreateUnclearAt, Is.Null, "it is another claim that has just been made");
    }

    [Test]
    public async Task An_unclear_create_that_Twilio_lists_is_taken_over()
    {
        var call = await UnclearAsync();
        crm.Clock.Advance(RecordFoundCalls.FirstLook);
        var (request, _) = await crm.ClaimAsync(call, FindCreatedCall.Name);
        await crm.SendAsync(new RecordFoundCalls(request, [Leg(AgentSid, LegStatus.Ringing)]));
        Assert.That((await crm.SeeAsync(call)).State, Is.EqualTo(CallState.AgentRinging));
    }

    [Test]
    public async Task An_unclear_create_that_Twilio_does_not_list_after_5_15_and_40_seconds_has_failed()
    {
        var call = await UnclearAsync();
        Assert.That(await LookInVainAsync(call), Is.EqualTo([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(40)]));
        var ended = await crm.SeeAsync(call);
        Assert.That((ended.State, ended.Result, ended.CarrierError?.Code), Is.EqualTo((CallState.Ended, CallResult.CarrierFailed, 0)));
    }

    [Test]
    public async Task An_unclear_create_is_looked_for_as_often_by_a_process_whose_clock_is_minutes_ahead()
    {
        var call = await UnclearAsync();
        await InAProcessAheadAsync(async () =>
            Assert.That(await LookInVainAsync(call), Is.EqualTo([TimeSpan.Zero, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(35)])));
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.CarrierFailed));
    }

    [Test]
    public async Task A_list_that_Twilio_does_not_answer_says_nothing_of_an_unclear_create_until_two_minutes_are_over()
    {
        var call = await UnclearAsync();
        Assert.That(
            (await LookInVainAsync(call, answer: null))[^1],
            Is.InRange(RecordFoundCalls.LookUpWindow, RecordFoundCalls.LookUpWindow + TimeSpan.FromSeconds(15)));
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.CarrierFailed));
    }

    [Test]
    public async Task An_agent_whose_call_did_not_turn_up_calls_again_and_a_leg_that_comes_late_is_hung_up()
    {
        var call = await UnclearAsync();
        await LookInVainAsync(call);
        var second = await PlaceAsync();

        await crm.HearAsync(
            call,
            new CarrierReport.OfLeg(
                LegRole.Agent,
                AgentSid,
                null,
                new LegReport(LegStatus.Ringing, crm.Clock.GetUtcNow(), FactSource.Callback)));

        Assert.That(
            (await crm.OutboxAsync(call)).Where(request => request.Kind is HangUpLeg.Name).Select(HangUpLeg.CallSidOf),
            Is.EqualTo([AgentSid]));
        Assert.That((await crm.SeeAsync(second)).State, Is.EqualTo(CallState.Requested));
        Assert.That(
            (await crm.OutboxAsync(call)).Concat(await crm.OutboxAsync(second)).Count(request => request.Kind is CreateCall.Name),
            Is.EqualTo(2),
            "one each");
    }

    [Test]
    public async Task Neither_a_leg_dialled_from_another_nor_one_that_was_over_before_is_taken_for_the_one_looked_for()
    {
        var over = new CarrierLeg(
            Sid(3),
            null,
            new LegReport(LegStatus.Completed, crm.Clock.GetUtcNow().AddSeconds(-2), FactSource.LookUp));
        var call = await UnclearAsync();
        crm.Clock.Advance(RecordFoundCalls.FirstLook);
        var (request, _) = await crm.ClaimAsync(call, FindCreatedCall.Name);
        await crm.SendAsync(new RecordFoundCalls(request, [Leg(ContactSid, LegStatus.InProgress) with { ParentCallSid = Sid(4) }, over]));
        Assert.That((await crm.SeeAsync(call)).Legs, Is.Empty);

        crm.Clock.Advance(RecordFoundCalls.Pauses[0]);
        await crm.SendAsync(new ClaimCarrierRequest(request));
        await crm.SendAsync(new RecordFoundCalls(request, [over, Leg(AgentSid, LegStatus.Busy)]));
        Assert.That((await crm.SeeAsync(call)).Legs.Single().CallSid, Is.EqualTo(AgentSid));
    }

    [Test]
    public async Task A_leg_whose_end_lies_beyond_the_calendar_may_be_ours()
    {
        var call = await UnclearAsync();
        crm.Clock.Advance(RecordFoundCalls.FirstLook);
        var (request, _) = await crm.ClaimAsync(call, FindCreatedCall.Name);
        await crm.SendAsync(
            new RecordFoundCalls(
                request,
                [new CarrierLeg(AgentSid, null, new LegReport(LegStatus.Failed, DateTimeOffset.MaxValue, FactSource.LookUp))]));
        var ended = await crm.SeeAsync(call);
        Assert.That(
            (ended.Result, ended.EndedAt, ended.Legs.Single().HasEstimatedTimes),
            Is.EqualTo((CallResult.AgentFailed, crm.Clock.GetUtcNow(), true)));
    }

    [Test]
    public async Task A_leg_that_failed_at_once_may_be_ours_for_Twilio_tells_whole_seconds()
    {
        crm.Clock.Advance(TimeSpan.FromMilliseconds(800));
        var failed = new CarrierLeg(
            AgentSid,
            null,
            new LegReport(LegStatus.Failed, crm.Clock.GetUtcNow().AddMilliseconds(-800), FactSource.LookUp));
        var call = await UnclearAsync();
        crm.Clock.Advance(RecordFoundCalls.FirstLook);
        var (request, _) = await crm.ClaimAsync(call, FindCreatedCall.Name);
        await crm.SendAsync(new RecordFoundCalls(request, [failed]));
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.AgentFailed));
    }

    [Test]
    public async Task Another_calls_leg_is_not_taken_for_the_one_looked_for()
    {
        var first = await LiveAsync();
        await crm.HearAsync(
            first,
            new CarrierReport.OfLeg(
                LegRole.Agent,
                AgentSid,
                null,
                new LegReport(LegStatus.NoAnswer, crm.Clock.GetUtcNow(), FactSource.Callback)));
        var second = await UnclearAsync();
        crm.Clock.Advance(RecordFoundCalls.FirstLook);
        var (request, _) = await crm.ClaimAsync(second, FindCreatedCall.Name);
        await crm.SendAsync(new RecordFoundCalls(request, [Leg(AgentSid, LegStatus.NoAnswer)]));
        Assert.That((await crm.SeeAsync(second)).Legs, Is.Empty);
    }

    [Test]
    public async Task A_leg_of_another_organization_on_the_same_account_is_not_taken_for_the_one_looked_for()
    {
        var theirs = (await crm.SendAsync(new PlaceCall("+5511987650001", null), crm.Stranger)).Id;
        await crm.SendAsync(
            new AnswerLeg(theirs, AgentSid, new LegReport(LegStatus.InProgress, At: null, FactSource.Request)),
            crm.Stranger);
        var ours = await UnclearAsync();
        crm.Clock.Advance(RecordFoundCalls.FirstLook);
        var (request, _) = await crm.ClaimAsync(ours, FindCreatedCall.Name);
        await crm.SendAsync(new RecordFoundCalls(request, [Leg(AgentSid, LegStatus.InProgress), Leg(OurSid, LegStatus.Ringing)]));
        Assert.That((await crm.SeeAsync(ours)).Legs.Select(leg => leg.CallSid), Is.EqualTo(new[] { OurSid }));
    }

    [Test]
    public async Task What_Twilio_refuses_is_the_result_of_the_call()
    {
        var call = await PlaceAsync();
        var (request, _) = await crm.ClaimAsync(call, CreateCall.Name);
        await crm.SendAsync(new RecordCreateOutcome(request, new CreateOutcome.Refused(new CarrierError(21215, "Geo permission"))));
        var ended = await crm.SeeAsync(call);
        Assert.That(
            (ended.Result, ended.CarrierError),
            Is.EqualTo((CallResult.CarrierFailed, new CarrierErrorView(21215, "Geo permission"))));
    }

    [Test]
    public async Task A_call_that_ends_is_measured_once_by_its_result()
    {
        using var measured = new Measured(crm.Meters);
        var call = await LiveAsync();
        var report = new CarrierReport.OfLeg(
            LegRole.Agent,
            AgentSid,
            null,
            new LegReport(LegStatus.NoAnswer, crm.Clock.GetUtcNow(), FactSource.Callback));
        await crm.HearAsync(call, report);
        await crm.HearAsync(call, report);
        await crm.SendAsync(new EditCallNotes(call, "nobody there"));

        Assert.That(measured.Of("crmvoice.calls.ended"), Is.EqualTo(new[] { (1d, "result=agent-no-answer") }));
    }

    [Test]
    public async Task What_Twilio_did_not_take_is_sent_again_when_it_says_so_and_given_up_after_two_minutes()
    {
        var call = await PlaceAsync();
        var (request, _) = await crm.ClaimAsync(call, CreateCall.Name);
        await crm.SendAsync(
            new RecordCreateOutcome(request, new CreateOutcome.NotTaken(TimeSpan.FromSeconds(7), CarrierError.Unreachable)));
        Assert.That(await crm.SendAsync(new ClaimCarrierRequest(request)), Is.Null);
        crm.Clock.Advance(TimeSpan.FromSeconds(7));
        Assert.That(await crm.SendAsync(new ClaimCarrierRequest(request)), Is.TypeOf<CreateCall.Order>());

        crm.Clock.Advance(RecordCreateOutcome.RetryWindow);
        await crm.SendAsync(new RecordCreateOutcome(request, new CreateOutcome.NotTaken(null, CarrierError.Unreachable)));
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.CarrierFailed));
    }

    [Test]
    public async Task A_call_hung_up_before_it_was_sent_is_withdrawn()
    {
        var call = await PlaceAsync();
        await crm.SendAsync(new HangUpCall(call));
        Assert.That((await crm.OutboxAsync(call)).Single().State, Is.EqualTo(CarrierRequestState.Withdrawn));
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.Canceled));
    }

    [Test]
    public async Task A_call_hung_up_while_it_is_being_sent_is_ended_once_Twilio_has_named_it()
    {
        var call = await PlaceAsync();
        var (request, _) = await crm.ClaimAsync(call, CreateCall.Name);
        await crm.SendAsync(new HangUpCall(call));
        Assert.That((await crm.SeeAsync(call)).State, Is.EqualTo(CallState.Requested));

        await crm.SendAsync(new RecordCreateOutcome(request, new CreateOutcome.Accepted(AgentSid, TimeSpan.Zero)));
        var (hangUp, order) = await crm.ClaimAsync(call, HangUpLeg.Name);
        Assert.That(order, Is.EqualTo(new HangUpLeg.Order(AgentSid)));
        await crm.SendAsync(new RecordHangUpOutcome(hangUp, HangUpOutcome.Done));
        await crm.HearAsync(
            call,
            new CarrierReport.OfLeg(
                LegRole.Agent,
                AgentSid,
                null,
                new LegReport(LegStatus.Canceled, crm.Clock.GetUtcNow(), FactSource.Callback)));
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.Canceled));
        Assert.That((await crm.OutboxAsync(call)).Count(r => r.Kind is HangUpLeg.Name), Is.EqualTo(1));
    }

    [Test]
    public async Task A_hang_up_that_Twilio_does_not_answer_is_asked_for_again()
    {
        var call = await LiveAsync();
        await crm.SendAsync(new HangUpCall(call));
        var (hangUp, _) = await crm.ClaimAsync(call, HangUpLeg.Name);
        await crm.SendAsync(new RecordHangUpOutcome(hangUp, HangUpOutcome.TryAgain));
        crm.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(await crm.SendAsync(new ClaimCarrierRequest(hangUp)), Is.TypeOf<HangUpLeg.Order>());
    }

    [TestCase(AgentSid)]
    [TestCase(ContactSid)]
    public async Task A_hang_up_that_Twilio_refuses_for_good_is_given_up_after_ten_minutes_and_does_not_fill_the_timeline(string leg)
    {
        var call = await LiveAsync();
        await crm.SendAsync(new HangUpCall(call));
        if (leg != AgentSid)
        {
            await crm.HearAsync(
                call,
                new CarrierReport.OfLeg(
                    LegRole.Agent,
                    leg,
                    null,
                    new LegReport(LegStatus.Ringing, crm.Clock.GetUtcNow(), FactSource.Callback)));
        }

        var begun = crm.Clock.GetUtcNow();
        while (await PendingAsync() is { } hangUp)
        {
            crm.Clock.Advance(hangUp.DueAt - crm.Clock.GetUtcNow());
            Assert.That(await crm.SendAsync(new ClaimCarrierRequest(hangUp.Id)), Is.EqualTo(new HangUpLeg.Order(leg)));
            await crm.SendAsync(new RecordHangUpOutcome(hangUp.Id, HangUpOutcome.TryAgain));
            Assert.That(crm.Clock.GetUtcNow() - begun, Is.LessThan(TimeSpan.FromMinutes(10)));
        }

        await crm.HearAsync(
            call,
            new CarrierReport.OfLeg(
                LegRole.Agent,
                leg,
                null,
                new LegReport(LegStatus.InProgress, crm.Clock.GetUtcNow(), FactSource.Callback)));
        Assert.That(await PendingAsync(), Is.Null, "nobody asks any more, whatever else is heard of the leg");
        var kinds = (await crm.SendAsync(new GetCallTimeline(call))).Select(step => step.Kind).ToList();
        Assert.That(crm.Clock.GetUtcNow() - begun, Is.GreaterThanOrEqualTo(TimeSpan.FromMinutes(9)));
        Assert.That(
            (
                kinds.Count(kind => kind == StepKinds.HangupSent),
                kinds.Count(kind => kind == StepKinds.CarrierSilent),
                kinds.Count(kind => kind == StepKinds.HangupGivenUp)),
            Is.EqualTo((RecordHangUpOutcome.MaxTimelineEntries, RecordHangUpOutcome.MaxTimelineEntries, 1)));

        async Task<CarrierRequest?> PendingAsync() =>
            (await crm.OutboxAsync(call)).SingleOrDefault(request =>
                request is { Kind: HangUpLeg.Name, State: CarrierRequestState.Pending } && HangUpLeg.CallSidOf(request) == leg);
    }

    [Test]
    public async Task A_hang_up_whose_leg_is_over_meanwhile_is_not_asked_for_again()
    {
        var call = await LiveAsync();
        await crm.SendAsync(new HangUpCall(call));
        var (hangUp, _) = await crm.ClaimAsync(call, HangUpLeg.Name);
        await crm.HearAsync(
            call,
            new CarrierReport.OfLeg(
                LegRole.Agent,
                AgentSid,
                null,
                new LegReport(LegStatus.Canceled, crm.Clock.GetUtcNow(), FactSource.Callback)));
        await crm.SendAsync(new RecordHangUpOutcome(hangUp, HangUpOutcome.TryAgain));
        Assert.That((await crm.OutboxAsync(call)).Single(request => request.Id == hangUp).State, Is.EqualTo(CarrierRequestState.Done));
    }

    [Test]
    public async Task An_agents_leg_that_is_over_with_no_contact_heard_of_is_looked_up_a_few_seconds_later()
    {
        var call = await LiveAsync();
        await crm.HearAsync(
            call,
            new CarrierReport.OfLeg(
                LegRole.Agent,
                AgentSid,
                null,
                new LegReport(LegStatus.Completed, crm.Clock.GetUtcNow(), FactSource.Callback, 4)));
        Assert.That((await crm.SeeAsync(call)).State, Is.EqualTo(CallState.AgentAnswered));

        crm.Clock.Advance(TimeSpan.FromSeconds(3));
        var (lookUp, order) = await crm.ClaimAsync(call, LookUpLegs.Name);
        Assert.That(order, Is.EqualTo(new LookUpLegs.Order(AgentSid)));
        await crm.SendAsync(new RecordLookUp(lookUp, new LookUpOutcome.Found(Leg(AgentSid, LegStatus.Completed), [], [])));
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.AgentHungUp));
    }

    [Test]
    public async Task A_look_up_heals_lost_callbacks()
    {
        var call = await LiveAsync();
        crm.Clock.Advance(TimeSpan.FromSeconds(61));
        await crm.SendAsync(new LookUpSilentCall(call));
        var (lookUp, _) = await crm.ClaimAsync(call, LookUpLegs.Name);
        var contact = new CarrierLeg(
            ContactSid,
            AgentSid,
            new LegReport(LegStatus.Completed, crm.Clock.GetUtcNow(), FactSource.LookUp, 33));
        await crm.SendAsync(new RecordLookUp(lookUp, new LookUpOutcome.Found(Leg(AgentSid, LegStatus.Completed), [contact], [])));
        var healed = await crm.SeeAsync(call);
        Assert.That((healed.State, healed.Result, healed.TalkSeconds), Is.EqualTo((CallState.Ended, CallResult.Answered, 33)));
    }

    [Test]
    public async Task A_call_that_is_not_silent_is_left_alone()
    {
        var call = await LiveAsync();
        crm.Clock.Advance(TimeSpan.FromSeconds(59));
        await crm.SendAsync(new LookUpSilentCall(call));
        Assert.That((await crm.OutboxAsync(call)).Any(r => r.Kind is LookUpLegs.Name), Is.False);
    }

    private static string Sid(int number) => $"CA{number:x32}";

    /// <summary>Looks whenever the time has come, until nobody looks any more.</summary>
    /// <returns>When it was looked.</returns>
    private async Task<List<TimeSpan>> LookInVainAsync(Guid call, CarrierLeg[]? answer)
    {
        var begun = crm.Clock.GetTimestamp();
        var looks = new List<TimeSpan>();
        while ((await crm.OutboxAsync(call)).SingleOrDefault(request =>
                request is { Kind: FindCreatedCall.Name, State: CarrierRequestState.Pending })
                is { } search)
        {
            var wait = search.DueAt - crm.Clock.GetUtcNow();
            crm.Clock.Advance(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            Assert.That(await crm.SendAsync(new ClaimCarrierRequest(search.Id)), Is.TypeOf<FindCreatedCall.Order>());
            await crm.SendAsync(new RecordFoundCalls(search.Id, answer));
            looks.Add(crm.Clock.GetElapsedTime(begun));
        }

        return looks;
    }

    private Task<List<TimeSpan>> LookInVainAsync(Guid call) => LookInVainAsync(call, answer: []);

    private async Task InAProcessAheadAsync(Func<Task> act)
    {
        crm.Clock.AdjustTime(crm.Clock.GetUtcNow().AddMinutes(3));
        await act();
        crm.Clock.AdjustTime(crm.Clock.GetUtcNow().AddMinutes(-3));
    }

    private CarrierLeg Leg(string sid, LegStatus status) =>
        new(sid, null, new LegReport(status, status.IsFinal() ? crm.Clock.GetUtcNow() : null, FactSource.LookUp));

    private async Task<Guid> PlaceAsync() => (await crm.SendAsync(new PlaceCall("+5511987650001", null))).Id;

    private async Task<Guid> LiveAsync()
    {
        var call = await PlaceAsync();
        var (request, _) = await crm.ClaimAsync(call, CreateCall.Name);
        await crm.SendAsync(new RecordCreateOutcome(request, new CreateOutcome.Accepted(AgentSid, TimeSpan.Zero)));
        return call;
    }

    private async Task<Guid> UnclearAsync()
    {
        var call = await PlaceAsync();
        var (request, _) = await crm.ClaimAsync(call, CreateCall.Name);
        await crm.SendAsync(new RecordCreateOutcome(request, new CreateOutcome.Unclear("500")));
        return call;
    }
}
