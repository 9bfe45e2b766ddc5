using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.Forensics;
using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Calls.Upkeep;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>What is asked of Twilio after a call: what callbacks should have said, and what it cost.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class EndedCallTests(DatabaseProvider database)
{
    private const string AgentSid = "CA00000000000000000000000000000001";
    private const string ContactSid = "CA00000000000000000000000000000002";
    private const string RecordingSid = "RE00000000000000000000000000000001";

    private static readonly LegReport inPassing = new(LegStatus.InProgress, At: null, FactSource.Request);

    private static readonly CarrierReport.OfDial notBridged = new(
        AgentSid, inPassing, new DialResult(LegStatus.Completed, ContactSid, Bridged: false, DurationSeconds: null, AgentLegEnded: false));

    private static readonly CarrierReport.OfDial refused = new(
        AgentSid,
        inPassing,
        new DialResult(LegStatus.Failed, ContactCallSid: null, Bridged: false, DurationSeconds: null, AgentLegEnded: false));

    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(database);
        await crm.ChangeOrganizationAsync(organization =>
            organization.ChangeCallSettings(new CallSettings { DetectMachines = true, Record = true }));
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task A_call_that_was_told_whole_is_asked_about_for_its_price_alone()
    {
        var call = await EndedAsync("human", RecordingStatus.Completed);
        Assert.That(await LookUpsAfterAsync(call, TimeSpan.FromSeconds(90)), Is.Zero);
        Assert.That(await LookUpsAfterAsync(call, TimeSpan.FromHours(2.9)), Is.Zero);
        Assert.That(await LookUpsAfterAsync(call, TimeSpan.FromHours(0.1)), Is.EqualTo(1));
    }

    [Test]
    public async Task What_machine_detection_should_have_said_is_asked_for_once_the_last_callbacks_should_be_here()
    {
        var call = await EndedAsync(answeredBy: null, RecordingStatus.Completed);
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.Answered));
        Assert.That(await LookUpsAfterAsync(call, TimeSpan.FromSeconds(74)), Is.Zero);
        Assert.That(await LookUpsAfterAsync(call, TimeSpan.FromSeconds(1)), Is.EqualTo(1));

        await AnswerAsync(call, Found(answeredBy: "machine_start"));

        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.ContactMachine));
        Assert.That(await crm.LookAsync(db => db.CallSteps.Where(step => step.Kind == StepKinds.LookedUp).CountAsync()), Is.EqualTo(2));
    }

    [Test]
    public async Task Where_no_machines_are_looked_for_nobody_asks_who_answered()
    {
        await crm.ChangeOrganizationAsync(organization =>
            organization.ChangeCallSettings(new CallSettings { DetectMachines = false, Record = false }));
        var call = await EndedAsync(answeredBy: null, recording: null);
        Assert.That(await LookUpsAfterAsync(call, TimeSpan.FromSeconds(90)), Is.Zero);
    }

    [TestCase(null)]
    [TestCase(RecordingStatus.InProgress)]
    public async Task A_recording_that_never_came_is_found(RecordingStatus? known)
    {
        var call = await EndedAsync("human", known);
        Assert.That(await LookUpsAfterAsync(call, TimeSpan.FromSeconds(75)), Is.EqualTo(1));
        await AnswerAsync(call, Found(recording: RecordingStatus.Completed));
        var recording = (await crm.SeeAsync(call)).Recordings.Single();
        Assert.That(
            (recording.Sid, recording.Status, recording.DurationSeconds),
            Is.EqualTo((RecordingSid, RecordingStatus.Completed, (int?)30)));
    }

    [Test]
    public async Task How_a_leg_ended_is_asked_where_only_the_dial_result_said_so()
    {
        var call = await PlaceAsync();
        await HearAsync(call, LegRole.Agent, LegStatus.InProgress, seconds: null);
        var inPassing = new LegReport(LegStatus.InProgress, null, FactSource.Request);
        await crm.SendAsync(
            new TakeDialResult(call, AgentSid, inPassing, new DialResult(LegStatus.NoAnswer, ContactSid, false, null, AgentLegEnded: false))
        );
        await HearAsync(call, LegRole.Agent, LegStatus.Completed, seconds: 40);
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.ContactNoAnswer));
        Assert.That(await LookUpsAfterAsync(call, TimeSpan.FromSeconds(75)), Is.EqualTo(1));
    }

    [Test]
    public async Task The_price_is_asked_for_less_and_less_often_and_for_two_days()
    {
        var call = await EndedAsync("human", RecordingStatus.Completed);
        var asked = new List<double>();
        for (var quarters = 1; quarters <= 4 * 60; quarters++)
        {
            var before = await LookUpsAfterAsync(call, TimeSpan.FromMinutes(15));
            if (before > 0)
            {
                asked.Add(quarters / 4.0);
                await AnswerAsync(call, Found());
            }
        }

        Assert.That(asked, Is.EqualTo(new[] { 3.0, 6, 12, 24, 48 }));
    }

    [Test]
    public async Task Once_the_price_is_known_nobody_asks_any_more()
    {
        var call = await EndedAsync("human", RecordingStatus.Completed);
        await LookUpsAfterAsync(call, TimeSpan.FromHours(3));
        await AnswerAsync(call, Found(price: 0.0285m));

        Assert.That(
            (await crm.SeeAsync(call)).Legs.Select(leg => (leg.Price, leg.PriceUnit)),
            Is.EqualTo(new[] { ((decimal?)0.0285m, "USD"), (0.0285m, "USD") }));
        Assert.That(await LookUpsAfterAsync(call, TimeSpan.FromHours(10)), Is.Zero);
        Assert.That(await crm.LookAsync(db => db.Calls.Select(stored => stored.NextCheckAt).SingleAsync()), Is.Null);
    }

    [Test]
    public async Task What_Twilio_does_not_know_any_more_is_not_asked_again()
    {
        var call = await EndedAsync("human", RecordingStatus.Completed);
        await LookUpsAfterAsync(call, TimeSpan.FromHours(3));
        await AnswerAsync(call, new LookUpOutcome.Unknown());
        Assert.That(await LookUpsAfterAsync(call, TimeSpan.FromHours(10)), Is.Zero);
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.Answered));
    }

    [Test]
    public async Task What_came_of_the_dial_is_asked_for_when_the_last_callbacks_should_be_here_and_again_once_Twilio_surely_shows_it()
    {
        var call = await EndedAsync("human", RecordingStatus.Completed);
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.Answered), "nobody has said that there was no bridge");
        Assert.That(await ReportsAskedForAfterAsync(call, Call.TimeForLastCallbacks - TimeSpan.FromSeconds(1)), Is.Zero);
        Assert.That(await ReportsAskedForAfterAsync(call, TimeSpan.FromSeconds(1)), Is.EqualTo(1));
        await TellAsync(call, []);
        Assert.That(
            await ReportsAskedForAfterAsync(call, CheckEndedCall.ReportsAfter - Call.TimeForLastCallbacks - TimeSpan.FromSeconds(1)),
            Is.Zero);
        Assert.That(await ReportsAskedForAfterAsync(call, TimeSpan.FromSeconds(1)), Is.EqualTo(1));

        await TellAsync(call, [notBridged]);

        var told = await crm.SeeAsync(call);
        Assert.That((told.Result, told.TalkSeconds), Is.EqualTo((CallResult.ContactHungUp, (int?)null)));
        Assert.That(
            (await crm.SendAsync(new GetCallTimeline(call)))[^1],
            Has.Property("Kind").EqualTo(StepKinds.LookedUp).And.Property("Effect").EqualTo(StepEffect.To(CallResult.ContactHungUp)));
        Assert.That(await ReportsAskedForAfterAsync(call, TimeSpan.FromHours(3)), Is.Zero);
    }

    [Test]
    public async Task A_number_refused_before_it_was_dialled_is_told_from_an_agent_who_hung_up()
    {
        var call = await PlaceAsync();
        await HearAsync(call, LegRole.Agent, LegStatus.Completed, seconds: 4);
        crm.Clock.Advance(TimeSpan.FromSeconds(3));
        var (lookUp, _) = await crm.ClaimAsync(call, LookUpLegs.Name);
        await crm.SendAsync(new RecordLookUp(lookUp, Found() with { ContactLegs = [] }));
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.AgentHungUp));
        await ReportsAskedForAfterAsync(call, Call.TimeForLastCallbacks);
        await ReportsAskedForAfterAsync(call, CheckEndedCall.ReportsAfter);

        await TellAsync(
            call,
            [
                notBridged with
                {
                    Dial = new DialResult(
                        LegStatus.Failed,
                        ContactCallSid: null,
                        Bridged: false,
                        DurationSeconds: null,
                        AgentLegEnded: false),
                },
            ]);

        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.ContactFailed));
    }

    [TestCase("fallback heard")]
    [TestCase("nothing heard")]
    public async Task An_agent_whose_1_never_reached_us_is_not_said_to_have_declined(string heard)
    {
        var fallback = new CarrierReport.OfFallback(AgentSid, inPassing, FallBack.ErrorOf(11200));
        await crm.ChangeOrganizationAsync(organization => organization.ChangeCallSettings(new CallSettings { AgentMustAccept = true }));
        var call = await PlaceAsync();
        await crm.SendAsync(new AnswerLeg(call, AgentSid, inPassing));
        if (heard == "fallback heard")
        {
            await crm.HearAsync(call, fallback);
        }

        await HearAsync(call, LegRole.Agent, LegStatus.Completed, seconds: 4);
        crm.Clock.Advance(TimeSpan.FromSeconds(3));
        var (lookUp, _) = await crm.ClaimAsync(call, LookUpLegs.Name);
        await crm.SendAsync(new RecordLookUp(lookUp, Found() with { ContactLegs = [] }));
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.AgentDeclined), "nobody has said that a key was pressed");

        Assert.That(await ReportsAskedForAfterAsync(call, Call.TimeForLastCallbacks), Is.EqualTo(1));
        await TellAsync(call, [new CarrierReport.OfAcceptance(AgentSid, inPassing, "1"), fallback]);

        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.CarrierFailed));
    }

    [TestCase("heard")]
    [TestCase("hung up in CrmVoice")]
    public async Task Where_the_dial_was_told_of_or_there_was_nothing_to_tell_nobody_asks(string why)
    {
        var call = await PlaceAsync();
        if (why == "hung up in CrmVoice")
        {
            await crm.SendAsync(new HangUpCall(call));
        }
        else
        {
            await crm.HearAsync(call, notBridged);
        }

        await HearAsync(call, LegRole.Contact, LegStatus.Completed, seconds: 30, "human");
        await HearAsync(call, LegRole.Agent, LegStatus.Completed, seconds: 40);
        Assert.That((await crm.SeeAsync(call)).State, Is.EqualTo(CallState.Ended));
        await ReportsAskedForAfterAsync(call, Call.TimeForLastCallbacks);
        Assert.That(await ReportsAskedForAfterAsync(call, CheckEndedCall.ReportsAfter), Is.Zero);
    }

    [Test]
    public async Task Nobody_asks_any_more_what_has_come_late()
    {
        var call = await LongEndedAsync();
        await crm.HearAsync(call, notBridged);
        Assert.That((await crm.ClaimAsync(call, ReadReports.Name)).Order, Is.Null);
        Assert.That((await crm.OutboxAsync(call))[^1].State, Is.EqualTo(CarrierRequestState.Done));
    }

    [Test]
    public async Task Twilio_is_asked_again_what_it_told_where_it_did_not_answer_and_not_for_ever()
    {
        var call = await LongEndedAsync();
        for (var attempt = 1; attempt <= RecordLookUp.MaxAttempts; attempt++)
        {
            await TellAsync(call, reports: null);
            crm.Clock.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.That(
            (await crm.OutboxAsync(call)).Single(request => request.Kind is ReadReports.Name),
            Has.Property("State").EqualTo(CarrierRequestState.Done));
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.Answered));
        Assert.That(await ReportsAskedForAfterAsync(call, TimeSpan.FromHours(3)), Is.EqualTo(1), "with what it cost");
    }

    [Test]
    public async Task Why_a_contact_was_not_dialled_is_asked_for_once_the_call_is_over_and_once_more()
    {
        var call = await NotDialledAsync();
        Assert.That(await DialErrorsAskedForAfterAsync(call, Call.TimeForLastCallbacks), Is.EqualTo(1));
        await TellWhyAsync(call);
        Assert.That((await crm.SeeAsync(call)).CarrierError, Is.Null);

        Assert.That(await DialErrorsAskedForAfterAsync(call, CheckEndedCall.ReportsAfter), Is.EqualTo(1));
        await TellWhyAsync(call, new CarrierError(13227, "Geo"));

        var told = await crm.SeeAsync(call);
        Assert.That((told.Result, told.CarrierError), Is.EqualTo((CallResult.ContactFailed, new CarrierErrorView(13227, "Geo"))));
        var step = (await crm.SendAsync(new GetCallForensics(call), crm.Supervisor)).Steps[^1].Item;
        Assert.That((step.Kind, step.Effect.ToString(), step.Note), Is.EqualTo((StepKinds.DialRefused, "merged", "13227")));
        Assert.That(await DialErrorsAskedForAfterAsync(call, TimeSpan.FromHours(3)), Is.Zero);
    }

    [Test]
    public async Task Where_only_Twilios_record_says_that_dialling_failed_the_reason_is_asked_for_at_once()
    {
        var call = await PlaceAsync();
        await HearAsync(call, LegRole.Agent, LegStatus.InProgress, seconds: null);
        await HearAsync(call, LegRole.Agent, LegStatus.Completed, seconds: 12);
        await LeaveUnansweredAsync(call, LookUpLegs.Name);
        await ReportsAskedForAfterAsync(call, Call.TimeForLastCallbacks);

        await TellAsync(call, [refused]);

        Assert.That((await crm.ClaimAsync(call, ReadDialErrors.Name)).Order, Is.EqualTo(new ReadDialErrors.Order(AgentSid)));
    }

    [Test]
    public async Task A_response_of_the_phone_network_is_reason_enough()
    {
        var call = await PlaceAsync();
        await HearAsync(call, LegRole.Agent, LegStatus.InProgress, seconds: null);
        await crm.HearAsync(
            call,
            new CarrierReport.OfLeg(
                LegRole.Contact,
                ContactSid,
                AgentSid,
                new LegReport(LegStatus.Failed, crm.Clock.GetUtcNow(), FactSource.Callback, SipCode: 404)));
        await HearAsync(call, LegRole.Agent, LegStatus.Completed, seconds: 12);
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.ContactFailed));
        Assert.That(await DialErrorsAskedForAfterAsync(call, Call.TimeForLastCallbacks), Is.Zero);
    }

    [Test]
    public async Task Where_Twilio_answers_no_look_up_what_is_known_counts_until_it_answers_again_and_tells_of_the_contact(
        [Values] bool isHungUpHere)
    {
        var call = await PlaceAsync();
        await HearAsync(call, LegRole.Agent, LegStatus.InProgress, seconds: null);
        if (isHungUpHere)
        {
            await crm.SendAsync(new HangUpCall(call));
        }

        await HearAsync(call, LegRole.Agent, LegStatus.Completed, seconds: 40);
        await LeaveUnansweredAsync(call, LookUpLegs.Name);

        var told = (await crm.SendAsync(new GetCallForensics(call), crm.Supervisor)).Steps[^1];
        Assert.That(
            (told.Item.Kind, told.Item.Effect.ToString(), told.IsLearnedByAsking),
            Is.EqualTo((StepKinds.LookUpUnanswered, "state:ended", false)),
            "nobody said that there was no call to the contact");
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(isHungUpHere ? CallResult.Canceled : CallResult.AgentHungUp));

        Assert.That(await LookUpsAfterAsync(call, Call.TimeForLastCallbacks), Is.EqualTo(1));
        await LeaveUnansweredAsync(call, LookUpEndedLegs.Name);
        Assert.That(await LookUpsAfterAsync(call, CheckEndedCall.ReportsAfter), Is.EqualTo(1));
        await AnswerAsync(call, Found());

        var seen = await crm.SeeAsync(call);
        Assert.That((seen.State, seen.Result, seen.TalkSeconds), Is.EqualTo((CallState.Ended, (CallResult?)CallResult.Answered, (int?)30)));
    }

    [Test]
    public async Task Of_a_contact_whom_the_agent_did_not_want_to_call_nobody_asks()
    {
        await crm.ChangeOrganizationAsync(organization => organization.ChangeCallSettings(new CallSettings { AgentMustAccept = true }));
        var call = await PlaceAsync();
        await crm.SendAsync(new AnswerLeg(call, AgentSid, new LegReport(LegStatus.InProgress, null, FactSource.Request)));
        await HearAsync(call, LegRole.Agent, LegStatus.Completed, seconds: 10);
        await LeaveUnansweredAsync(call, LookUpLegs.Name);

        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.AgentDeclined));
        Assert.That(await LookUpsAfterAsync(call, Call.TimeForLastCallbacks), Is.Zero);
        Assert.That(await LookUpsAfterAsync(call, CheckEndedCall.ReportsAfter), Is.Zero);
    }

    [Test]
    public async Task A_call_that_never_came_about_costs_nothing()
    {
        var call = await PlaceAsync();
        await HearAsync(call, LegRole.Agent, LegStatus.Busy, seconds: null);
        Assert.That(await LookUpsAfterAsync(call, TimeSpan.FromSeconds(75)), Is.Zero);
        Assert.That(await LookUpsAfterAsync(call, TimeSpan.FromHours(10)), Is.Zero);
    }

    private async Task<Guid> PlaceAsync()
    {
        var call = (await crm.SendAsync(new PlaceCall("+5511987650001", null))).Id;
        var (request, _) = await crm.ClaimAsync(call, CreateCall.Name);
        await crm.SendAsync(new RecordCreateOutcome(request, new CreateOutcome.Accepted(AgentSid, TimeSpan.Zero)));
        return call;
    }

    private async Task<Guid> EndedAsync(string? answeredBy, RecordingStatus? recording)
    {
        var call = await PlaceAsync();
        await HearAsync(call, LegRole.Agent, LegStatus.InProgress, seconds: null);
        await HearAsync(call, LegRole.Contact, LegStatus.Completed, seconds: 30, answeredBy);
        if (recording is { } status)
        {
            await crm.HearAsync(
                call,
                new CarrierReport.OfRecording(RecordingSid, status, status is RecordingStatus.Completed ? 30 : null, 2));
        }

        await HearAsync(call, LegRole.Agent, LegStatus.Completed, seconds: 40);
        return call;
    }

    private Task HearAsync(Guid call, LegRole role, LegStatus status, int? seconds, string? answeredBy = null) =>
        crm.HearAsync(
            call,
            new CarrierReport.OfLeg(
                role,
                role is LegRole.Agent ? AgentSid : ContactSid,
                role is LegRole.Agent ? null : AgentSid,
                new LegReport(status, crm.Clock.GetUtcNow(), FactSource.Callback, seconds, AnsweredBy: answeredBy)));

    /// <summary>Waits, has the call seen to as the reconciler does, and says how many look-ups stand in the outbox.</summary>
    private async Task<int> LookUpsAfterAsync(Guid call, TimeSpan wait)
    {
        crm.Clock.Advance(wait);
        await crm.SendAsync(new CheckEndedCall(call));
        return (await crm.OutboxAsync(call)).Count(request =>
            request is { Kind: LookUpEndedLegs.Name, State: CarrierRequestState.Pending });
    }

    private async Task<int> ReportsAskedForAfterAsync(Guid call, TimeSpan wait)
    {
        await LookUpsAfterAsync(call, wait);
        return (await crm.OutboxAsync(call)).Count(request => request is { Kind: ReadReports.Name, State: CarrierRequestState.Pending });
    }

    private async Task<int> DialErrorsAskedForAfterAsync(Guid call, TimeSpan wait)
    {
        await LookUpsAfterAsync(call, wait);
        return (await crm.OutboxAsync(call)).Count(request => request is { Kind: ReadDialErrors.Name, State: CarrierRequestState.Pending });
    }

    private async Task TellWhyAsync(Guid call, params CarrierError[] errors)
    {
        var (request, order) = await crm.ClaimAsync(call, ReadDialErrors.Name);
        Assert.That(order, Is.EqualTo(new ReadDialErrors.Order(AgentSid)));
        await crm.SendAsync(new RecordReports(request, [.. errors.Select(error => new CarrierReport.OfDialError(AgentSid, error))]));
    }

    private async Task<Guid> NotDialledAsync()
    {
        var call = await PlaceAsync();
        await HearAsync(call, LegRole.Agent, LegStatus.InProgress, seconds: null);
        await crm.HearAsync(call, refused);
        await HearAsync(call, LegRole.Agent, LegStatus.Completed, seconds: 12);
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.ContactFailed));
        return call;
    }

    private async Task<Guid> LongEndedAsync()
    {
        var call = await EndedAsync("human", RecordingStatus.Completed);
        await ReportsAskedForAfterAsync(call, Call.TimeForLastCallbacks);
        Assert.That(await ReportsAskedForAfterAsync(call, CheckEndedCall.ReportsAfter), Is.EqualTo(1));
        return call;
    }

    private async Task TellAsync(Guid call, IReadOnlyList<CarrierReport>? reports)
    {
        var (request, order) = await crm.ClaimAsync(call, ReadReports.Name);
        Assert.That(order, Is.EqualTo(new ReadReports.Order(new CallId(call), AgentSid)));
        await crm.SendAsync(new RecordReports(request, reports));
    }

    /// <summary>Twilio says nothing, however often it is asked.</summary>
    private async Task LeaveUnansweredAsync(Guid call, string kind)
    {
        for (var attempt = 1; attempt <= RecordLookUp.MaxAttempts; attempt++)
        {
            crm.Clock.Advance(TimeSpan.FromSeconds(15));
            await crm.SendAsync(new RecordLookUp((await crm.ClaimAsync(call, kind)).RequestId, new LookUpOutcome.NoAnswer()));
        }
    }

    private async Task AnswerAsync(Guid call, LookUpOutcome outcome)
    {
        var (request, order) = await crm.ClaimAsync(call, LookUpEndedLegs.Name);
        Assert.That(order, Is.EqualTo(new LookUpLegs.Order(AgentSid)));
        await crm.SendAsync(new RecordLookUp(request, outcome));
    }

    private static LookUpOutcome.Found Found(string answeredBy = "human", decimal? price = null, RecordingStatus? recording = null)
    {
        CarrierLeg Leg(string sid, string? parent, int seconds, string? answered) =>
            new(
                sid,
                parent,
                new LegReport(
                    LegStatus.Completed,
                    null,
                    FactSource.LookUp,
                    seconds,
                    AnsweredBy: answered,
                    Price: price,
                    PriceUnit: price is null ? null : "USD"));
        return new(
            Leg(AgentSid, null, 40, null),
            [Leg(ContactSid, AgentSid, 30, answeredBy)],
            recording is { } status ? [new CarrierRecording(RecordingSid, status, 30, 2)] : []);
    }
}
