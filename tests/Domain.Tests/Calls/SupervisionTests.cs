using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Tests.Calls;

/// <summary>Supervisors in a call: heard by nobody until they choose so.</summary>
public sealed class SupervisionTests
{
    private PlayedRoom room = null!;

    private Leg Supervisor => room.Call.Legs.Single(leg => leg.Role is LegRole.Supervisor);

    [SetUp]
    public void Connect() => room = new PlayedRoom();

    [Test]
    public void A_supervisor_enters_muted_and_ends_nothing_by_leaving()
    {
        Supervise(SupervisionMode.Listen);
        room.Answer(Supervisor);
        Assert.That(room.FlagsOf(Supervisor), Is.EqualTo(new RoomFlags(Hold: false, Muted: true, Coaching: false, EndsOnExit: false)));
        room.End(Supervisor, LegStatus.Completed);
        Assert.That(room.Live, Is.EquivalentTo(new[] { room.Contact, room.Agent }));
    }

    [Test]
    public void Whispering_is_heard_by_the_agent_alone_and_barging_by_everybody()
    {
        Supervise(SupervisionMode.Whisper);
        room.Answer(Supervisor);
        Assert.That(room.FlagsOf(Supervisor), Is.EqualTo(new RoomFlags(Hold: false, Muted: false, Coaching: true, EndsOnExit: false)));
        Assert.That(Supervisor.CoachedLegId, Is.EqualTo(room.Agent.Id));
        Supervise(SupervisionMode.Barge);
        Assert.That(room.FlagsOf(Supervisor), Is.EqualTo(new RoomFlags(Hold: false, Muted: false, Coaching: false, EndsOnExit: false)));
    }

    [Test]
    public void Back_to_listening_the_supervisor_is_muted_before_the_coaching_ends()
    {
        Supervise(SupervisionMode.Whisper);
        room.Answer(Supervisor);
        room.Call.Supervise(RoomScript.Sofia, RoomScript.SofiasPhone, SupervisionMode.Listen, RoomScript.At(100));
        Assert.That(RoomFlow.UpdateOf(room.Call, Supervisor), Is.EqualTo(new ParticipantUpdate(Muted: true)));
    }

    [Test]
    public void A_whisper_never_reaches_the_contact_while_the_agent_hands_over()
    {
        Supervise(SupervisionMode.Whisper);
        room.Answer(Supervisor);
        room.Do((call, at) => call.StartTransfer(
            room.Agent.Id, TransferKind.Warm, RoomScript.Bruno, RoomScript.BrunosPhone, RoomScript.Ana, at));
        room.Answer(room.Last);
        room.Do((call, at) => call.CompleteTransfer(call.Transfers[0].Id, at));
        Assert.That(room.Agent.IsFinal);
        Assert.That(room.FlagsOf(Supervisor), Is.EqualTo(new RoomFlags(Hold: false, Muted: false, Coaching: true, EndsOnExit: false)));
        Assert.That(Supervisor.CoachedLegId, Is.EqualTo(room.Last.Id), "the new agent is whispered to");
    }

    [Test]
    public void The_agent_stays_until_whoever_whispers_is_muted()
    {
        Supervise(SupervisionMode.Whisper);
        room.Answer(Supervisor);
        room.Do((call, at) => call.StartTransfer(
            room.Agent.Id, TransferKind.Warm, RoomScript.Bruno, RoomScript.BrunosPhone, RoomScript.Ana, at));
        room.Answer(room.Last);
        room.Call.CompleteTransfer(room.Call.Transfers[0].Id, RoomScript.At(100));
        RoomScript.Update(room.Call, room.Contact, RoomScript.At(101));
        Assert.That(EndsOfTheAgent(), Is.Empty);
        RoomScript.Update(room.Call, Supervisor, RoomScript.At(102));
        Assert.That(EndsOfTheAgent(), Is.Not.Empty);

        IEnumerable<RoomStep.End> EndsOfTheAgent() =>
            RoomFlow.Next(room.Call).OfType<RoomStep.End>().Where(end => end.Leg == room.Agent);
    }

    [Test]
    public void A_supervisor_is_no_talk_and_goes_with_the_contact()
    {
        Supervise(SupervisionMode.Barge);
        room.Answer(Supervisor);
        Assert.That(room.Call.Talks.Select(talk => talk.LegId).Distinct(), Is.EqualTo(new[] { room.Agent.Id }));
        room.End(room.Contact, LegStatus.Completed);
        Assert.That(room.Live, Is.Empty);
    }

    [Test]
    public void A_supervisor_whose_telephone_still_rings_when_the_call_ends_is_not_rung_on()
    {
        Supervise(SupervisionMode.Listen);
        room.End(room.Agent, LegStatus.Completed);
        Assert.That(room.Live, Is.Empty);
        Assert.That(room.Call.HasEnded);
    }

    [Test]
    public void Nobody_needs_help_in_a_call_that_is_over()
    {
        room.Do((call, at) => call.RequestHelp(isNeeded: true, at));
        Assert.That(room.Call.HelpRequestedAt, Is.Not.Null);
        room.End(room.Contact, LegStatus.Completed);
        Assert.That(room.Call.HelpRequestedAt, Is.Null);
    }

    [Test]
    public void An_agent_of_the_call_cannot_listen_to_it()
    {
        Assert.That(
            () => room.Call.Supervise(RoomScript.Ana, room.Call.AgentPhone!, SupervisionMode.Listen, RoomScript.At(100)),
            Throws.TypeOf<DomainRuleException>());
    }

    private void Supervise(SupervisionMode mode) =>
        room.Do((call, at) => call.Supervise(RoomScript.Sofia, RoomScript.SofiasPhone, mode, at));
}
