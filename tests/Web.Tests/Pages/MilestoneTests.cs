using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;
using CrmVoice.Web.Shared;
using CrmVoice.Web.Tests.Api;
using static CrmVoice.Domain.Calls.CallResult;
using static CrmVoice.Web.Shared.MilestoneKind;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>A call as people tell it, in five steps at most.</summary>
internal sealed class MilestoneTests
{
    private static readonly CallView silent = SampleCall.View() with { Legs = [] };

    [TestCase(Answered, AgentRang, AgentAnswered, ContactRang, Talked, Ended)]
    [TestCase(ContactMachine, AgentRang, AgentAnswered, ContactRang, Stopped, Ended)]
    [TestCase(ContactHungUp, AgentRang, AgentAnswered, ContactRang, Stopped, Ended)]
    [TestCase(ContactNoAnswer, AgentRang, AgentAnswered, ContactRang, Stopped, Ended)]
    [TestCase(ContactBusy, AgentRang, AgentAnswered, Stopped, Ended)]
    [TestCase(ContactFailed, AgentRang, AgentAnswered, Stopped, Ended)]
    [TestCase(AgentHungUp, AgentRang, AgentAnswered, ContactRang, Stopped, Ended)]
    [TestCase(Canceled, AgentRang, AgentAnswered, ContactRang, Stopped, Ended)]
    [TestCase(AgentDeclined, AgentRang, AgentAnswered, Stopped, Ended)]
    [TestCase(AgentNoAnswer, AgentRang, Stopped, Ended)]
    [TestCase(AgentBusy, Stopped, Ended)]
    [TestCase(AgentFailed, Stopped, Ended)]
    [TestCase(CarrierFailed, Stopped, Ended)]
    public void An_ended_call_is_told_as_far_as_it_went_and_why_no_further(CallResult result, params MilestoneKind[] told) =>
        Assert.That(Milestone.Of(EndedAs(result)).Select(milestone => milestone.Kind), Is.EqualTo(told));

    [Test]
    public void Every_result_is_told_in_five_steps_at_most([Values] CallResult result) =>
        Assert.That(Milestone.Of(EndedAs(result)), Has.Count.InRange(2, 5));

    [Test]
    public void Each_step_says_when_and_those_that_last_say_how_long() =>
        Assert.That(
            Milestone.Of(EndedAs(Answered)),
            Is.EqualTo(
                new[]
                {
                    new Milestone(AgentRang, At(1), 4),
                    new Milestone(AgentAnswered, At(5)),
                    new Milestone(ContactRang, At(7), 9),
                    new Milestone(Talked, At(16), 95),
                    new Milestone(Ended, At(111)),
                }));

    [Test]
    public void It_went_no_further_when_the_line_ended_or_the_machine_picked_up()
    {
        Assert.That(Milestone.Of(EndedAs(ContactMachine)).Single(milestone => milestone.Kind is Stopped).At, Is.EqualTo(At(16)));
        Assert.That(Milestone.Of(EndedAs(ContactNoAnswer)).Single(milestone => milestone.Kind is Stopped).At, Is.EqualTo(At(40)));
    }

    [Test]
    public void Of_a_live_call_only_what_was_reached_is_told()
    {
        Assert.That(Milestone.Of(silent), Is.Empty);
        var ringing = silent with
        {
            State = CallState.ContactRinging,
            AgentAnsweredAt = At(5),
            Legs = [AgentLeg(answered: true), ContactLeg(rang: true)],
        };
        Assert.That(Milestone.Of(ringing).Select(milestone => milestone.Kind), Is.EqualTo(new[] { AgentRang, AgentAnswered, ContactRang }));
        var talking = ringing with { State = CallState.Connected, ConnectedAt = At(16) };
        Assert.That(Milestone.Of(talking)[^1], Is.EqualTo(new Milestone(Talked, At(16))));
    }

    [Test]
    public void A_phone_that_was_picked_up_has_rung_even_where_nobody_told()
    {
        var leg = ContactLeg(rang: true, answered: true) with { RingingAt = null };
        var call = EndedAs(Answered);

        var told = Milestone.Of(call with { Legs = [call.Legs[0], leg] });

        Assert.That(told.Single(milestone => milestone.Kind is ContactRang).At, Is.EqualTo(leg.InitiatedAt));
    }

    private static DateTimeOffset At(int second) => SampleCall.RequestedAt.AddSeconds(second);

    private static CallView EndedAs(CallResult result) => silent with
    {
        State = CallState.Ended,
        Result = result,
        Direction = result is NoAgent or CallResult.VoicemailLeft or Closed ? CallDirection.Inbound : CallDirection.Outbound,
        EndedAt = At(111),
        AgentAnsweredAt = HasAgent(result) ? At(5) : null,
        AgentRingSeconds = 4,
        ConnectedAt = result is Answered or ContactMachine ? At(16) : null,
        ContactRingSeconds = 9,
        TalkSeconds = result is Answered ? 95 : null,
        Legs = result switch
        {
            CarrierFailed => [],
            // Of a call that came in.
            NoAgent or CallResult.VoicemailLeft or Closed => [ContactLeg(rang: false)],
            AgentBusy or AgentFailed => [AgentLeg(answered: false) with { RingingAt = null }],
            AgentNoAnswer => [AgentLeg(answered: false)],
            AgentDeclined => [AgentLeg(answered: true)],
            ContactBusy or ContactFailed => [AgentLeg(answered: true), ContactLeg(rang: false)],
            ContactNoAnswer or AgentHungUp or Canceled => [AgentLeg(answered: true), ContactLeg(rang: true)],
            Answered or ContactMachine or ContactHungUp => [AgentLeg(answered: true), ContactLeg(rang: true, answered: true)],
        },
    };

    private static bool HasAgent(CallResult result) => result is not (AgentBusy or AgentFailed or AgentNoAnswer or CarrierFailed or NoAgent
        or CallResult.VoicemailLeft or Closed);

    private static LegView AgentLeg(bool answered) =>
        Leg(LegRole.Agent) with
        {
            InitiatedAt = At(0),
            RingingAt = At(1),
            AnsweredAt = answered ? At(5) : null,
            EndedAt = At(111),
        };

    private static LegView ContactLeg(bool rang, bool answered = false) =>
        Leg(LegRole.Contact) with
        {
            InitiatedAt = At(6),
            RingingAt = rang ? At(7) : null,
            AnsweredAt = answered ? At(16) : null,
            EndedAt = answered ? At(111) : At(40),
        };

    private static LegView Leg(LegRole role) => SampleCall.View().Legs[0] with { Role = role };
}
