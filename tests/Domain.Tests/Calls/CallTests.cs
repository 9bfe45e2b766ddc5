using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Tests.Calls;

public sealed class CallTests
{
    private const string Agent = "CA00000000000000000000000000000001";
    private const string Contact = "CA00000000000000000000000000000002";
    private const string Other = "CA0000000000000000000000000000000f";
    private static readonly DateTimeOffset now = Transcript.Start;
    private static readonly LegReport inPassing = new(LegStatus.InProgress, At: null, FactSource.Request);

    private Call call = Transcript.NewCall();

    [Test]
    public void A_placed_call_waits_to_be_sent()
    {
        Assert.That(call.State, Is.EqualTo(CallState.Requested));
        Assert.That(Raised<CallPlaced>(), Has.Count.EqualTo(1));
    }

    [TestCase("+5511999995501", RuleCodes.OwnNumber)]
    [TestCase("+551140000001", RuleCodes.OrganizationNumber)]
    public void Neither_the_agents_own_number_nor_the_organizations_can_be_called(string to, string code) =>
        Assert.That(
            () =>
                Call.Place(
                    call.OrganizationId,
                    call.PlacedBy,
                    call.AgentPhone!,
                    call.From!,
                    PhoneNumber.Parse(to),
                    contactId: null,
                    opportunityId: null,
                    new CallSettings(),
                    "pt-BR",
                    now),
            Throws.TypeOf<DomainRuleException>().With.Property(nameof(DomainRuleException.Code)).EqualTo(code));

    [Test]
    public void A_hang_up_asked_for_before_Twilio_knows_the_call_is_done_once_its_leg_is_known()
    {
        call.RequestHangup(call.PlacedBy, now);
        Assert.That(Raised<LegHangupNeeded>(), Is.Empty);
        call.RecordCreateAccepted(Agent, TimeSpan.Zero, now);
        Assert.That(Raised<LegHangupNeeded>().Single().CallSid, Is.EqualTo(Agent));
    }

    [Test]
    public void A_withdrawn_call_ends_canceled()
    {
        call.RequestHangup(call.PlacedBy, now);
        call.WithdrawCreate(now);
        Assert.That((call.State, call.Result, call.EndedAt), Is.EqualTo((CallState.Ended, CallResult.Canceled, now)));
    }

    [Test]
    public void An_ended_call_stays_as_it_is_when_it_is_hung_up()
    {
        call.RecordCreateRefused(new CarrierError(21215, "Not allowed."), now);
        call.RequestHangup(call.PlacedBy, now.AddSeconds(1));
        Assert.That(
            (call.HangupRequestedAt, call.Result, call.CarrierError?.Code),
            Is.EqualTo(((DateTimeOffset?)null, CallResult.CarrierFailed, 21215)));
    }

    [Test]
    public void A_second_agent_leg_is_hung_up_and_not_believed()
    {
        call.RecordCreateAccepted(Agent, TimeSpan.Zero, now);
        Receipt(LegRole.Agent, Other, LegStatus.Ringing);
        Assert.That(call.Legs.Select(leg => leg.CallSid), Is.EqualTo(new[] { Agent, null }));
        Assert.That(Raised<LegHangupNeeded>().Single().CallSid, Is.EqualTo(Other));
        Assert.That(Answer(Other), Is.EqualTo(AnswerInstruction.HangUp));
    }

    [Test]
    public void An_unclear_create_is_settled_by_the_first_callback()
    {
        call.RecordCreateUnclear("500", now);
        Assert.That(Raised<CreateBecameUnclear>(), Has.Count.EqualTo(1));
        Receipt(LegRole.Agent, Agent, LegStatus.Initiated);
        Assert.That((call.CreateUnclearAt, call.State), Is.EqualTo(((DateTimeOffset?)null, CallState.CallingAgent)));
        call.GiveUpOnCreate(now.AddMinutes(2));
        Assert.That(call.HasEnded, Is.False);
    }

    [Test]
    public void A_leg_that_turns_up_after_the_call_was_given_up_is_hung_up_and_nobody_is_dialled()
    {
        call.RecordCreateUnclear("timeout", now);
        call.GiveUpOnCreate(now.AddMinutes(2));
        Receipt(LegRole.Agent, Agent, LegStatus.Ringing);
        Assert.That(Raised<LegHangupNeeded>().Single().CallSid, Is.EqualTo(Agent));
        Assert.That(Answer(Agent), Is.EqualTo(AnswerInstruction.HangUp));
        Assert.That(call.State, Is.EqualTo(CallState.Ended));
    }

    [Test]
    public void A_call_that_was_given_up_stays_as_it_ended_in_whatever_order_its_late_leg_is_told_of(
        [Values(LegStatus.Completed, LegStatus.Busy, LegStatus.NoAnswer, LegStatus.Failed, LegStatus.Canceled)] LegStatus end,
        [Values] bool isHungUpBefore)
    {
        var (givenUpAt, overAt) = (now.AddMinutes(2), now.AddMinutes(4));
        Action<Call>[] told =
        [
            late => late.RecordCreateAccepted(Agent, TimeSpan.Zero, overAt),
            late => late.MergeLeg(LegRole.Agent, Agent, null, new LegReport(LegStatus.Ringing, givenUpAt, FactSource.Callback), overAt),
            late => late.MergeAnswer(Agent, new LegReport(LegStatus.InProgress, At: null, FactSource.Request), overAt),
            late => late.RecordNoContactLeg(overAt),
            late => late.MergeLeg(LegRole.Agent, Agent, null, new LegReport(end, overAt, FactSource.Callback), overAt),
        ];
        var result = isHungUpBefore ? CallResult.Canceled : CallResult.CarrierFailed;
        foreach (var order in Orders(told))
        {
            var late = Transcript.NewCall(mustAccept: true);
            late.RecordCreateUnclear("timeout", now);
            if (isHungUpBefore)
            {
                late.RequestHangup(late.PlacedBy, now);
            }

            late.GiveUpOnCreate(givenUpAt);
            foreach (var report in order)
            {
                report(late);
                var isOver = late.AgentLeg is { IsFinal: true };
                Assert.That(
                    (late.State, late.Result, late.CarrierError, late.EndedAt),
                    Is.EqualTo(
                        (CallState.Ended, (CallResult?)result, CarrierError.Unreachable, (DateTimeOffset?)(isOver ? overAt : givenUpAt))));
            }
        }
    }

    [Test]
    public void A_conversation_counts_more_than_an_answer_that_said_there_was_no_call()
    {
        Receipt(LegRole.Agent, Agent, LegStatus.InProgress);
        call.RecordCreateRefused(new CarrierError(20003, "Authenticate"), now);
        Receipt(LegRole.Contact, Other, LegStatus.Completed);
        Receipt(LegRole.Agent, Agent, LegStatus.Completed);
        Assert.That((call.State, call.Result), Is.EqualTo((CallState.Ended, CallResult.Answered)));
    }

    [Test]
    public void The_answer_is_the_same_when_Twilio_asks_again_until_the_contact_was_dialled()
    {
        Assert.That(new[] { Answer(Agent), Answer(Agent) }, Is.All.EqualTo(AnswerInstruction.Connect));
        Receipt(LegRole.Contact, Other, LegStatus.Initiated);
        Assert.That(Answer(Agent), Is.EqualTo(AnswerInstruction.HangUp));
    }

    [Test]
    public void A_report_that_overtakes_the_question_does_not_keep_the_contact_from_being_dialled()
    {
        Receipt(LegRole.Agent, Agent, LegStatus.Completed);
        Assert.That(Answer(Agent), Is.EqualTo(AnswerInstruction.Connect));
    }

    [Test]
    public void Nobody_is_dialled_after_a_hang_up_was_asked_for()
    {
        Receipt(LegRole.Agent, Agent, LegStatus.Ringing);
        call.RequestHangup(call.PlacedBy, now);
        Assert.That(Answer(Agent), Is.EqualTo(AnswerInstruction.HangUp));
    }

    [Test]
    public void One_has_to_be_pressed_where_it_is_asked_for()
    {
        call = Transcript.NewCall(mustAccept: true);
        Assert.That(Answer(Agent), Is.EqualTo(AnswerInstruction.AskToAccept));
        Assert.That(Press("5"), Is.EqualTo(AnswerInstruction.HangUp));
        Assert.That(Press("1"), Is.EqualTo(AnswerInstruction.Connect));
        Assert.That(Answer(Agent), Is.EqualTo(AnswerInstruction.Connect));
    }

    [Test]
    public void A_contact_is_dialled_again_only_while_nobody_has_heard_of_the_first_time([Values] bool mustAccept)
    {
        call = Transcript.NewCall(mustAccept);
        Assert.That(BridgeFlow.MayDialAgain(call), Is.False, "nobody was told to dial");
        Answer(Agent);
        Assert.That(BridgeFlow.MayDialAgain(call), Is.EqualTo(!mustAccept), "asked to press 1");
        Press("1");
        Assert.That(
            (BridgeFlow.MayDialAgain(call), Answer(Agent), Press("1")),
            Is.EqualTo((true, AnswerInstruction.Connect, AnswerInstruction.Connect)));

        Receipt(LegRole.Contact, Contact, LegStatus.Initiated);

        Assert.That(
            (BridgeFlow.MayDialAgain(call), Answer(Agent), Press("1")),
            Is.EqualTo((false, AnswerInstruction.HangUp, AnswerInstruction.HangUp)));
    }

    [Test]
    public void Whatever_says_that_the_contact_was_dialled_counts()
    {
        Action<Call>[] said =
        [
            dialled => dialled.MergeLeg(LegRole.Contact, Contact, Agent, new LegReport(LegStatus.Busy, now, FactSource.LookUp), now),
            dialled =>
                dialled.MergeLeg(
                    LegRole.Contact,
                    Contact,
                    null,
                    new LegReport(Status: null, At: null, FactSource.Callback, AnsweredBy: "human"),
                    now),
            dialled => dialled.MergeRecording("RE1", RecordingStatus.InProgress, durationSeconds: null, channels: 2, now),
            dialled => dialled.MergeDialResult(Agent, inPassing, new DialResult(LegStatus.Failed, null, false, null, false), now),
        ];
        foreach (var one in said)
        {
            var dialled = Transcript.NewCall();
            Assert.That(Answer(dialled), Is.EqualTo(AnswerInstruction.Connect));
            one(dialled);
            Assert.That(Answer(dialled), Is.EqualTo(AnswerInstruction.HangUp));
        }

        static AnswerInstruction Answer(Call call) => call.MergeAnswer(Agent, inPassing, now);
    }

    [Test]
    public void Whoever_answers_a_question_that_was_asked_before_has_stored_something_all_the_same()
    {
        Answer(Agent);
        var version = call.Version;
        Answer(Agent);
        Assert.That(call.Version, Is.GreaterThan(version), "so that what somebody else stores meanwhile is noticed");
    }

    [Test]
    public void A_repeated_report_is_noted_as_a_duplicate_and_changes_nothing()
    {
        Receipt(LegRole.Agent, Agent, LegStatus.Ringing);
        var version = call.Version;
        Raised<CallStepTaken>();
        Receipt(LegRole.Agent, Agent, LegStatus.Ringing);
        Assert.That(Raised<CallStepTaken>().Single().Effect.ToString(), Is.EqualTo("duplicate"));
        Assert.That(call.Version, Is.EqualTo(version));
    }

    [Test]
    public void A_late_report_does_not_bring_an_ended_call_back()
    {
        Receipt(LegRole.Agent, Agent, LegStatus.NoAnswer);
        Receipt(LegRole.Agent, Agent, LegStatus.Ringing);
        Assert.That((call.State, call.Result), Is.EqualTo((CallState.Ended, CallResult.AgentNoAnswer)));
    }

    [Test]
    public void The_time_Twilio_gives_counts_and_not_the_one_of_asking()
    {
        Receipt(LegRole.Agent, Agent, LegStatus.InProgress, now.AddSeconds(9), FactSource.LookUp);
        Receipt(LegRole.Agent, Agent, LegStatus.InProgress, now.AddSeconds(4));
        Receipt(LegRole.Agent, Agent, LegStatus.InProgress, now.AddSeconds(2), FactSource.LookUp);
        Assert.That(call.AgentAnsweredAt, Is.EqualTo(now.AddSeconds(4)));
    }

    [Test]
    public void Only_one_live_call_holds_its_agent()
    {
        Assert.That(Raised<SeatTaken>().Single().MemberId, Is.EqualTo(call.AgentId));
        Receipt(LegRole.Agent, Agent, LegStatus.Busy);
        Assert.That(Raised<SeatGivenBack>().Single().MemberId, Is.EqualTo(call.AgentId));
        Receipt(LegRole.Agent, Agent, LegStatus.Canceled);
        Assert.That(Raised<SeatGivenBack>(), Is.Empty, "once");
    }

    [Test]
    public void Every_text_of_the_notes_has_a_version_of_its_own()
    {
        Assert.That(call.NotesVersion, Is.Zero);
        call.EditNotes("prefers mornings", now);
        call.EditNotes("prefers mornings", now);
        Assert.That(call.NotesVersion, Is.EqualTo(1), "the same text is no other");
        call.EditNotes("", now);
        Assert.That(call.NotesVersion, Is.EqualTo(2));
    }

    [Test]
    public void Notes_have_an_end() => Assert.That(
        () => call.EditNotes(new string('n', Call.NotesMaxLength + 1), now),
        Throws.TypeOf<DomainRuleException>().With.Property(nameof(DomainRuleException.Code)).EqualTo(RuleCodes.TextTooLong));

    private void Receipt(LegRole role, string sid, LegStatus status, DateTimeOffset? at = null, FactSource source = FactSource.Callback) =>
        call.MergeLeg(role, sid, null, new LegReport(status, at ?? now, source), now);

    private AnswerInstruction Answer(string sid) => call.MergeAnswer(sid, inPassing, now);

    private AnswerInstruction Press(string digits) =>
        call.MergeAcceptance(Agent, inPassing, digits, now);

    private static IEnumerable<Action<Call>[]> Orders(Action<Call>[] told) => told.Length <= 1
        ? [told]
        : told.SelectMany(first => Orders([.. told.Where(other => other != first)]).Select(rest => (Action<Call>[])[first, .. rest]));

    private List<TEvent> Raised<TEvent>() => [.. call.TakeEvents().OfType<TEvent>()];
}
