using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Tests.Calls;

/// <summary>Handing a contact over, whatever the others do: nobody is left waiting, and nobody's telephone rings on.</summary>
public sealed class TransferTests
{
    private static readonly PhoneNumber outside = PhoneNumber.Parse("+5511987657777");

    private PlayedRoom room = null!;

    private Transfer Transfer => room.Call.Transfers[^1];

    [SetUp]
    public void Connect() => room = new PlayedRoom();

    [Test]
    public void The_contact_hears_music_while_the_agent_talks_with_the_target()
    {
        StartWarm();
        room.Answer(room.Last);
        Assert.That(room.IsOnHold(room.Contact));
        Assert.That(room.Call.Live, Is.EqualTo(LiveConditions.OnHold | LiveConditions.Consulting));
        Assert.That(room.Inside, Has.Count.EqualTo(3));
    }

    [Test]
    public void Nobody_is_put_on_hold_before_the_room_outlives_the_agent()
    {
        Start(TransferKind.Warm, room.Call, RoomScript.At(100));
        Assert.That(RoomFlow.UpdateOf(room.Call, room.Contact).IsEmpty);
        Assert.That(RoomFlow.UpdateOf(room.Call, room.Agent), Is.EqualTo(new ParticipantUpdate(EndsOnExit: false)));
        RoomScript.Update(room.Call, room.Agent, RoomScript.At(101));
        Assert.That(RoomFlow.UpdateOf(room.Call, room.Contact), Is.EqualTo(new ParticipantUpdate(Hold: true)));
    }

    [Test]
    public void Completed_the_contact_stays_with_the_target_and_the_room_ends_with_either()
    {
        StartWarm();
        room.Answer(room.Last);
        room.Do((call, at) => call.CompleteTransfer(Transfer.Id, at));
        Assert.That(Transfer.Result, Is.EqualTo(TransferResult.Taken));
        Assert.That(room.Live, Is.EquivalentTo(new[] { room.Contact, room.Last }));
        Assert.That(room.IsOnHold(room.Contact), Is.False);
        Assert.That(room.FlagsOf(room.Last).EndsOnExit);
    }

    [Test]
    public void Merged_all_three_talk_and_the_agent_may_leave([Values] bool byButton)
    {
        StartWarm();
        room.Answer(room.Last);
        room.Do((call, at) => call.MergeTransfer(Transfer.Id, at));
        Assert.That(room.IsOnHold(room.Contact), Is.False);
        Assert.That(Transfer.IsOpen);
        if (byButton)
        {
            room.Do((call, at) => call.CompleteTransfer(Transfer.Id, at));
        }
        else
        {
            room.End(room.Agent, LegStatus.Completed);
        }

        Assert.That(Transfer.Result, Is.EqualTo(TransferResult.Taken));
        Assert.That(room.Live, Is.EquivalentTo(new[] { room.Contact, room.Last }));
    }

    [TestCase(LegStatus.Busy)]
    [TestCase(LegStatus.NoAnswer)]
    [TestCase(LegStatus.Failed)]
    [TestCase(LegStatus.Completed)]
    public void A_target_that_does_not_take_the_contact_gives_it_back_to_the_agent(LegStatus status)
    {
        StartWarm();
        room.End(room.Last, status);
        Assert.That(Transfer.Result, Is.EqualTo(TransferResult.Returned));
        Assert.That(room.IsOnHold(room.Contact), Is.False);
        Assert.That(room.FlagsOf(room.Agent).EndsOnExit);
        Assert.That(room.Live, Is.EquivalentTo(new[] { room.Contact, room.Agent }));
    }

    [Test]
    public void Taken_back_the_target_stops_ringing([Values] bool hasAnswered)
    {
        StartWarm();
        if (hasAnswered)
        {
            room.Answer(room.Last);
        }

        room.Do((call, at) => call.CancelTransfer(Transfer.Id, at));
        Assert.That(Transfer.Result, Is.EqualTo(TransferResult.Returned));
        Assert.That(room.Live, Is.EquivalentTo(new[] { room.Contact, room.Agent }));
        Assert.That(room.IsOnHold(room.Contact), Is.False);
    }

    [Test]
    public void Taken_back_after_all_three_talked_the_target_leaves()
    {
        StartWarm();
        room.Answer(room.Last);
        room.Do((call, at) => call.MergeTransfer(Transfer.Id, at));
        room.Do((call, at) => call.CancelTransfer(Transfer.Id, at));
        Assert.That(Transfer.Result, Is.EqualTo(TransferResult.Returned));
        Assert.That(room.Live, Is.EquivalentTo(new[] { room.Contact, room.Agent }));
    }

    [Test]
    public void A_cold_transfer_lets_the_agent_go_at_once()
    {
        StartCold();
        Assert.That(room.Agent.IsFinal);
        Assert.That(room.IsOnHold(room.Contact));
        room.Answer(room.Last);
        Assert.That(Transfer.Result, Is.EqualTo(TransferResult.Taken));
        Assert.That(room.IsOnHold(room.Contact), Is.False);
        Assert.That(room.Call.AgentId, Is.EqualTo(RoomScript.Bruno));
    }

    [Test]
    public void Where_the_target_of_a_cold_transfer_does_not_accept_the_agent_is_rung_once_more()
    {
        StartCold();
        room.End(room.Last, LegStatus.NoAnswer);
        var back = room.Last;
        Assert.That(back.MemberId, Is.EqualTo(RoomScript.Ana));
        Assert.That(room.IsOnHold(room.Contact));
        room.Answer(back);
        Assert.That(Transfer.Result, Is.EqualTo(TransferResult.Returned));
        Assert.That(room.IsOnHold(room.Contact), Is.False);
        Assert.That(room.FlagsOf(back).EndsOnExit);
    }

    [Test]
    public void Where_nobody_takes_the_contact_it_is_let_go_with_an_apology()
    {
        StartCold();
        room.End(room.Last, LegStatus.NoAnswer);
        room.End(room.Last, LegStatus.NoAnswer);
        Assert.That(Transfer.Result, Is.EqualTo(TransferResult.NotTaken));
        Assert.That(room.Contact.ClosingAt, Is.Not.Null);
        Assert.That(room.Call.HasEnded);
        Assert.That(room.Call.Result, Is.EqualTo(CallResult.Answered));
    }

    [Test]
    public void An_agent_who_hangs_up_while_the_target_rings_has_handed_over_cold()
    {
        StartWarm();
        room.End(room.Agent, LegStatus.Completed);
        Assert.That(room.Live, Does.Contain(room.Contact));
        room.Answer(room.Last);
        Assert.That(Transfer.Result, Is.EqualTo(TransferResult.Taken));
        Assert.That(room.IsOnHold(room.Contact), Is.False);
    }

    [Test]
    public void A_contact_who_hangs_up_takes_everybody_along([Values] TransferKind kind, [Values] bool hasAnswered)
    {
        room.Do((call, at) => Start(kind, call, at));
        if (hasAnswered)
        {
            room.Answer(room.Last);
        }

        var wasTaken = Transfer.Result is TransferResult.Taken;
        room.End(room.Contact, LegStatus.Completed);
        Assert.That(room.Live, Is.Empty);
        Assert.That(room.Call.HasEnded);
        Assert.That(Transfer.Result, Is.EqualTo(wasTaken ? TransferResult.Taken : TransferResult.ContactLeft));
    }

    [Test]
    public void Hanging_up_ends_every_leg_at_every_step([Values] TransferKind kind, [Values] bool hasAnswered)
    {
        room.Do((call, at) => Start(kind, call, at));
        if (hasAnswered)
        {
            room.Answer(room.Last);
        }

        room.Do((call, at) => call.RequestHangup(RoomScript.Ana, at));
        Assert.That(room.Live, Is.Empty);
        Assert.That(room.Call.HasEnded);
    }

    [Test]
    public void Where_Twilio_refuses_to_hold_the_contact_nothing_is_handed_over()
    {
        room.Refuses = (_, _) => true;
        StartWarm();
        Assert.That(Transfer.Result, Is.EqualTo(TransferResult.Returned));
        Assert.That(room.Live, Is.EquivalentTo(new[] { room.Contact, room.Agent }));
    }

    [Test]
    public void A_number_outside_is_not_asked_for_a_key_and_stays_a_guest()
    {
        room.Do((call, at) => call.StartTransfer(room.Agent.Id, TransferKind.Cold, member: null, outside, RoomScript.Ana, at));
        room.Answer(room.Last);
        Assert.That(room.Last.Role, Is.EqualTo(LegRole.Guest));
        Assert.That(room.Last.AcceptanceAskedAt, Is.Null);
        Assert.That(Transfer.Result, Is.EqualTo(TransferResult.Taken));
        Assert.That(room.Call.AgentId, Is.EqualTo(RoomScript.Ana), "a guest is in charge of nothing");
    }

    [Test]
    public void The_contact_s_own_number_somebody_who_is_there_and_a_second_transfer_are_refused()
    {
        StartWarm();
        Assert.That(() => Start(TransferKind.Warm, room.Call, RoomScript.At(100)), Refuses(RuleCodes.NotPossibleNow));
        room.Do((call, at) => call.CancelTransfer(Transfer.Id, at));
        Assert.That(
            () => room.Call.StartTransfer(
                room.Agent.Id, TransferKind.Warm, member: null, room.Call.To, RoomScript.Ana, RoomScript.At(100)),
            Refuses(RuleCodes.OwnNumber));
        Assert.That(
            () => room.Call.StartTransfer(
                room.Agent.Id, TransferKind.Warm, RoomScript.Ana, room.Call.AgentPhone!, RoomScript.Ana, RoomScript.At(100)),
            Refuses(RuleCodes.NotPossibleNow));
    }

    [Test]
    public void Before_the_target_is_there_a_transfer_can_be_neither_completed_nor_merged()
    {
        StartWarm();
        Assert.That(() => room.Call.CompleteTransfer(Transfer.Id, RoomScript.At(100)), Refuses(RuleCodes.NotPossibleNow));
        Assert.That(() => room.Call.MergeTransfer(Transfer.Id, RoomScript.At(100)), Refuses(RuleCodes.NotPossibleNow));
    }

    [Test]
    public void A_contact_who_waits_for_a_transfer_is_not_taken_back_by_the_hold_button_alone()
    {
        StartWarm();
        Assert.That(() => room.Call.SetHold(legId: null, isOnHold: false, RoomScript.At(100)), Refuses(RuleCodes.NotPossibleNow));
        room.Answer(room.Last);
        Assert.That(() => room.Call.SetHold(legId: null, isOnHold: false, RoomScript.At(100)), Refuses(RuleCodes.NotPossibleNow));
        room.Do((call, at) => call.MergeTransfer(Transfer.Id, at));
        room.Do((call, at) => call.SetHold(legId: null, isOnHold: true, at));
        Assert.That(room.IsOnHold(room.Contact));
        room.Do((call, at) => call.SetHold(legId: null, isOnHold: false, at));
        Assert.That(room.IsOnHold(room.Contact), Is.False);
    }

    [Test]
    public void The_recording_leaves_out_what_is_on_hold()
    {
        room = new PlayedRoom(record: true);
        Assert.That(room.Call.RecordingStartedAt, Is.Not.Null);
        room.Do((call, at) => call.SetHold(legId: null, isOnHold: true, at));
        Assert.That(room.Call.IsRecordingPaused);
        room.Do((call, at) => call.SetHold(legId: null, isOnHold: false, at));
        Assert.That(room.Call.IsRecordingPaused, Is.False);
        Assert.That(room.Call.Recordings, Has.Count.EqualTo(1));
    }

    [Test]
    public void The_seat_of_an_agent_who_handed_over_is_free_once_somebody_has_taken_the_contact()
    {
        StartCold();
        Assert.That(room.Call.Seated, Is.EquivalentTo(new[] { RoomScript.Ana, RoomScript.Bruno }));
        room.Answer(room.Last);
        Assert.That(room.Call.Seated, Is.EqualTo(new[] { RoomScript.Bruno }));
    }

    private void StartWarm() => room.Do((call, at) => Start(TransferKind.Warm, call, at));

    private void StartCold() => room.Do((call, at) => Start(TransferKind.Cold, call, at));

    private static void Start(TransferKind kind, Call call, DateTimeOffset at) => call.StartTransfer(
        call.LegOf(LegRole.Agent).Id, kind, RoomScript.Bruno, RoomScript.BrunosPhone, RoomScript.Ana, at);

    private static NUnit.Framework.Constraints.EqualStringConstraint Refuses(string code) =>
        Throws.TypeOf<DomainRuleException>().With.Property(nameof(DomainRuleException.Code)).EqualTo(code);
}
