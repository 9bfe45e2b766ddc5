using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Tests.Calls;

public sealed class LegTests
{
    private const string AgentSid = "CA00000000000000000000000000000001";
    private const string ContactSid = "CA00000000000000000000000000000002";
    private const string OtherSid = "CA0000000000000000000000000000000f";
    private static readonly DateTimeOffset now = Transcript.Start;
    private static readonly LegReport ringing = new(LegStatus.Ringing, now, FactSource.Callback);

    private readonly Call call = Transcript.NewCall();

    private Leg Agent => call.LegOf(LegRole.Agent);

    private Leg Contact => call.LegOf(LegRole.Contact);

    [Test]
    public void A_call_has_its_legs_before_Twilio_has_any_of_them() => Assert.That(
        call.Legs.Select(leg => (leg.Role, leg.Origin, leg.MemberId, leg.Party.Value, leg.CallSid, leg.Placement)),
        Is.EqualTo(new (LegRole, LegOrigin, MembershipId?, string?, string?, LegPlacement)[]
        {
            (LegRole.Agent, LegOrigin.Dialled, call.AgentId, call.AgentPhone!.Value, null, LegPlacement.Requested),
            (LegRole.Contact, LegOrigin.DialChild, null, call.To.Value, null, LegPlacement.Requested),
        }));

    [Test]
    public void How_far_a_leg_has_come_is_told_step_by_step()
    {
        call.WaitForLine(TimeSpan.FromSeconds(2), now);
        Assert.That(Agent.Placement, Is.EqualTo(LegPlacement.WaitingForLine));
        call.NoteAsking(StepKinds.CreateSent, callSid: null, now);
        Assert.That(Agent.Placement, Is.EqualTo(LegPlacement.Requested));
        call.RecordCreateNotTaken(new CarrierError(20429, "Too Many Requests"), now);
        Assert.That(Agent.Placement, Is.EqualTo(LegPlacement.NotTaken));
        call.RecordCreateUnclear("timeout", now);
        Assert.That(Agent.Placement, Is.EqualTo(LegPlacement.Unclear));
        call.GiveUpOnCreate(now);
        Assert.That(Agent.Placement, Is.EqualTo(LegPlacement.NeverReached));
        Hear(LegRole.Agent, AgentSid);
        Assert.That(Agent.Placement, Is.EqualTo(LegPlacement.Accepted));
        Assert.That(Agent.NeverReachedAt, Is.EqualTo(now), "that it came too late is not forgotten");
    }

    [Test]
    public void A_leg_is_known_by_our_id_and_has_the_SID_that_first_came_with_it()
    {
        Hear(LegRole.Agent, new LegKey(Agent.Id, AgentSid));
        Hear(LegRole.Contact, new LegKey(Contact.Id, ContactSid));
        Assert.That((Agent.CallSid, Contact.CallSid), Is.EqualTo((AgentSid, ContactSid)));
    }

    private static IEnumerable<TestCaseData> Strangers() =>
    [
        Stranger("no id of ours", LegRole.Agent, _ => LegId.New()),
        Stranger("the id of the other leg", LegRole.Agent, call => call.LegOf(LegRole.Contact).Id),
        Stranger("an agent's leg that is another at Twilio", LegRole.Agent, call => call.LegOf(LegRole.Agent).Id),
        Stranger("a contact's leg that is another at Twilio", LegRole.Contact, call => call.LegOf(LegRole.Contact).Id),
        Stranger("a second leg under the agent's", LegRole.Contact, _ => null),
    ];

    private static TestCaseData Stranger(string name, LegRole role, Func<Call, LegId?> id) =>
        new TestCaseData((Func<Call, LegKey>)(call => new LegKey(id(call), OtherSid)), role).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Strangers))]
    public void A_leg_that_nobody_asked_for_is_hung_up_and_logged_and_changes_nothing(Func<Call, LegKey> stranger, LegRole role)
    {
        Hear(LegRole.Agent, AgentSid);
        Hear(LegRole.Contact, ContactSid);
        call.TakeEvents();
        var before = (call.State, Agent.Reports.Count, Contact.Reports.Count);

        Hear(role, stranger(call));

        var events = call.TakeEvents();
        Assert.That(events.OfType<LegHangupNeeded>().Single().CallSid, Is.EqualTo(OtherSid));
        var step = events.OfType<CallStepTaken>().Single();
        Assert.That((step.Kind, step.Leg, step.Note), Is.EqualTo((StepKinds.UnknownLeg, role, OtherSid)));
        Assert.That(
            (call.State, Agent.Reports.Count, Contact.Reports.Count, call.Legs.Count),
            Is.EqualTo((before.State, before.Item2, before.Item3, 2)));
    }

    [Test]
    public void One_that_is_over_need_not_be_hung_up()
    {
        Hear(LegRole.Agent, AgentSid);
        call.TakeEvents();
        call.MergeLeg(LegRole.Agent, OtherSid, null, new LegReport(LegStatus.Completed, now, FactSource.Callback), now);
        Assert.That(call.TakeEvents().OfType<LegHangupNeeded>(), Is.Empty);
    }

    [TestCase("+5511987654321", PartyKind.Phone, "+5511987654321")]
    [TestCase("12345", PartyKind.Phone, "12345")]
    [TestCase("client:m_0199", PartyKind.Browser, "m_0199")]
    [TestCase("sip:ana@aurora.example;transport=tls", PartyKind.Sip, "sip:ana@aurora.example;transport=tls")]
    [TestCase("sips:ana@aurora.example", PartyKind.Sip, "sips:ana@aurora.example")]
    [TestCase("Anonymous", PartyKind.Withheld, null)]
    [TestCase("+266696687", PartyKind.Withheld, null)]
    [TestCase(" ", PartyKind.Withheld, null)]
    [TestCase(null, PartyKind.Withheld, null)]
    public void Whatever_Twilio_says_of_a_party_is_read(string? said, PartyKind kind, string? value) =>
        Assert.That(Party.Of(said), Is.EqualTo(new Party(kind, value)));

    private void Hear(LegRole role, LegKey key) => call.MergeLeg(role, key, parentCallSid: null, ringing, now);
}
