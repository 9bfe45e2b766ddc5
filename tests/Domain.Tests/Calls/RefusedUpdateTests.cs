using CrmVoice.Domain.Calls;

namespace CrmVoice.Domain.Tests.Calls;

/// <summary>Twilio refuses to change how somebody takes part: what is shown is what is, and no transfer hangs.</summary>
public sealed class RefusedUpdateTests
{
    private PlayedRoom room = null!;

    private Transfer Transfer => room.Call.Transfers[^1];

    private Leg Supervisor => room.Call.Legs.Single(leg => leg.Role is LegRole.Supervisor);

    [SetUp]
    public void Connect() => room = new PlayedRoom();

    [Test]
    public void A_hold_that_is_refused_is_not_shown_and_may_be_asked_for_again([Values] bool isOnHold)
    {
        if (!isOnHold)
        {
            Hold(true);
        }

        room.Refuses = (_, update) => update.Hold is not null;
        Hold(isOnHold);
        Assert.That((room.Contact.HoldRequested, room.IsOnHold(room.Contact)), Is.EqualTo((!isOnHold, !isOnHold)));
        room.Refuses = (_, _) => false;
        Hold(isOnHold);
        Assert.That((room.Contact.HoldRequested, room.IsOnHold(room.Contact)), Is.EqualTo((isOnHold, isOnHold)));
    }

    [Test]
    public void A_mute_that_is_refused_is_not_shown_and_may_be_asked_for_again([Values] bool isMuted)
    {
        if (!isMuted)
        {
            Mute(true);
        }

        room.Refuses = (_, update) => update.Muted is not null;
        Mute(isMuted);
        Assert.That((room.Agent.MuteRequested, room.FlagsOf(room.Agent).Muted), Is.EqualTo((!isMuted, !isMuted)));
        room.Refuses = (_, _) => false;
        Mute(isMuted);
        Assert.That((room.Agent.MuteRequested, room.FlagsOf(room.Agent).Muted), Is.EqualTo((isMuted, isMuted)));
    }

    [Test]
    public void Where_the_room_would_end_with_the_agent_nobody_is_called_and_nobody_held([Values] TransferKind kind)
    {
        room.Refuses = (_, update) => update.EndsOnExit is not null;
        Start(kind);
        AssertIsBackWithTheAgent();
    }

    [Test]
    public void Where_the_contact_cannot_be_held_nobody_is_called_and_the_room_ends_with_the_agent_again([Values] TransferKind kind)
    {
        room.Refuses = (_, update) => update.Hold is not null;
        Start(kind);
        AssertIsBackWithTheAgent();
    }

    [TestCase("complete")]
    [TestCase("merge")]
    public void A_contact_who_cannot_be_taken_off_hold_is_the_agent_s_still_who_may_press_again_or_take_back(string verb)
    {
        Start(TransferKind.Warm);
        room.Answer(room.Last);
        room.Refuses = (_, update) => update.Hold is not null;
        Press(verb);
        Assert.That(room.Live, Has.Count.EqualTo(3), "nobody has left");
        Assert.That((Transfer.IsOpen, Transfer.IsCompleting, Transfer.MergedAt), Is.EqualTo((true, false, (DateTimeOffset?)null)));
        Assert.That(room.Contact.HoldRequested, Is.False, "the transfer holds, not the button");

        room.Refuses = (_, _) => false;
        Press(verb);
        Assert.That(room.IsOnHold(room.Contact), Is.False);
        room.End(room.Agent, LegStatus.Completed);
        Assert.That(Transfer.Result, Is.EqualTo(TransferResult.Taken));
    }

    [Test]
    public void Taken_back_a_contact_who_cannot_be_taken_off_hold_is_shown_on_hold_and_comes_off_by_the_button()
    {
        Start(TransferKind.Warm);
        room.Answer(room.Last);
        room.Refuses = (_, update) => update.Hold is not null;
        Press("cancel");
        Assert.That(Transfer.Result, Is.EqualTo(TransferResult.Returned));
        Assert.That(room.Contact.HoldRequested && room.IsOnHold(room.Contact));
        room.Refuses = (_, _) => false;
        Hold(false);
        Assert.That(room.Contact.HoldRequested || room.IsOnHold(room.Contact), Is.False);
    }

    [Test]
    public void Of_a_cold_transfer_the_taker_sees_that_the_contact_is_on_hold_and_the_button_ends_it()
    {
        Start(TransferKind.Cold);
        room.Refuses = (_, update) => update.Hold is not null;
        room.Answer(room.Last);
        Assert.That(room.Contact.HoldRequested && room.IsOnHold(room.Contact));
        room.Refuses = (_, _) => false;
        Hold(false);
        Assert.That(Transfer.Result, Is.EqualTo(TransferResult.Taken));
    }

    [Test]
    public void Where_the_room_does_not_end_with_the_taker_the_contact_is_let_go_all_the_same()
    {
        Start(TransferKind.Warm);
        room.Answer(room.Last);
        room.Refuses = (_, update) => update.EndsOnExit is true;
        Press("complete");
        Assert.That(Transfer.Result, Is.EqualTo(TransferResult.Taken));
        room.End(room.Last, LegStatus.Completed);
        Assert.That(room.Live, Is.Empty);
        Assert.That(room.Call.HasEnded);
    }

    [TestCase(SupervisionMode.Listen, SupervisionMode.Whisper)]
    [TestCase(SupervisionMode.Listen, SupervisionMode.Barge)]
    [TestCase(SupervisionMode.Whisper, SupervisionMode.Barge)]
    [TestCase(SupervisionMode.Whisper, SupervisionMode.Listen)]
    [TestCase(SupervisionMode.Barge, SupervisionMode.Listen)]
    [TestCase(SupervisionMode.Barge, SupervisionMode.Whisper)]
    public void A_supervisor_who_is_refused_another_mode_is_shown_in_the_old_one(SupervisionMode before, SupervisionMode asked)
    {
        Supervise(before);
        room.Answer(Supervisor);
        room.Refuses = (leg, _) => leg == Supervisor;
        Supervise(asked);
        Assert.That(Supervisor.Supervision, Is.EqualTo(before));
        room.Refuses = (_, _) => false;
        Supervise(asked);
        Assert.That(Supervisor.Supervision, Is.EqualTo(asked));
        Assert.That(room.FlagsOf(Supervisor).Muted, Is.EqualTo(asked is SupervisionMode.Listen));
    }

    [Test]
    public void A_supervisor_who_whispers_and_cannot_be_muted_leaves_before_the_agent_does()
    {
        Supervise(SupervisionMode.Whisper);
        room.Answer(Supervisor);
        Start(TransferKind.Warm);
        room.Answer(room.Last);
        room.Refuses = (leg, _) => leg == Supervisor;
        Press("complete");
        Assert.That(Transfer.Result, Is.EqualTo(TransferResult.Taken));
        Assert.That(room.Live, Is.EquivalentTo(new[] { room.Contact, room.Last }));
    }

    private void AssertIsBackWithTheAgent()
    {
        Assert.That(Transfer.Result, Is.EqualTo(TransferResult.Returned));
        Assert.That(room.Live, Is.EquivalentTo(new[] { room.Contact, room.Agent }));
        Assert.That(room.IsOnHold(room.Contact) || room.Contact.HoldRequested, Is.False);
        Assert.That(room.FlagsOf(room.Agent).EndsOnExit);
    }

    private void Press(string verb) => room.Do((call, at) =>
    {
        switch (verb)
        {
            case "complete":
                call.CompleteTransfer(Transfer.Id, at);
                break;
            case "merge":
                call.MergeTransfer(Transfer.Id, at);
                break;
            default:
                call.CancelTransfer(Transfer.Id, at);
                break;
        }
    });

    private void Hold(bool isOnHold) => room.Do((call, at) => call.SetHold(legId: null, isOnHold, at));

    private void Mute(bool isMuted) => room.Do((call, at) => call.SetMute(room.Agent.Id, isMuted, at));

    private void Supervise(SupervisionMode mode) =>
        room.Do((call, at) => call.Supervise(RoomScript.Sofia, RoomScript.SofiasPhone, mode, at));

    private void Start(TransferKind kind) => room.Do((call, at) => call.StartTransfer(
        call.LegOf(LegRole.Agent).Id, kind, RoomScript.Bruno, RoomScript.BrunosPhone, RoomScript.Ana, at));
}
