using CrmVoice.Domain.Calls;

namespace CrmVoice.Domain.Tests.Calls;

/// <summary>The transcripts R1 to R6 of a call in a room, as they happen and in drawn orders with repeats.</summary>
public sealed class RoomTests
{
    private const int Draws = 2000;
    private const int FewDraws = 300;

    private static RoomScript HungUpByTheContact() => new RoomScript().Connected()
        .Leaves(33, 'C', 21).Leaves(33, 'A', 28, reason: "moderator_ended_conference").Ended(33, 'C');

    private static RoomScript Held() => new RoomScript().Connected()
        .Do(15, (call, at) => call.SetHold(legId: null, isOnHold: true, at)).Updated(15, 'C')
        .Room(15, 'C', RoomEvent.ParticipantHold, hold: true)
        .Do(20, (call, at) => call.SetHold(legId: null, isOnHold: false, at)).Updated(20, 'C').Room(20, 'C', RoomEvent.ParticipantUnhold)
        .Leaves(33, 'A', 28).Leaves(33, 'C', 21, reason: "moderator_ended_conference").Ended(33, 'A');

    private static RoomScript Merged() => WarmTransfer("merge", "ana leaves", "end");

    private static RoomScript WarmTransfer(params ReadOnlySpan<string> ending)
    {
        var script = new RoomScript().Connected()
            .Do(15, (call, at) => call.StartTransfer(
                call.LegOf(LegRole.Agent).Id, TransferKind.Warm, RoomScript.Bruno, RoomScript.BrunosPhone, RoomScript.Ana, at))
            .Updated(15, 'A').Room(15, 'A', RoomEvent.ParticipantModify, endsOnExit: false)
            .Updated(16, 'C').Room(16, 'C', RoomEvent.ParticipantHold, hold: true)
            .Joins(17, 'D');
        foreach (var step in ending)
        {
            script = step switch
            {
                "complete" => script
                    .Do(25, (call, at) => call.CompleteTransfer(call.Transfers[0].Id, at))
                    .Updated(25, 'C').Room(26, 'C', RoomEvent.ParticipantUnhold)
                    .Leaves(27, 'A', 22, reason: "participant_updated_via_api").Updated(28, 'D'),
                "merge" => script
                    .Do(25, (call, at) => call.MergeTransfer(call.Transfers[0].Id, at))
                    .Updated(25, 'C').Room(26, 'C', RoomEvent.ParticipantUnhold),
                "cancel" => script
                    .Do(25, (call, at) => call.CancelTransfer(call.Transfers[0].Id, at))
                    .Updated(25, 'C').Room(26, 'C', RoomEvent.ParticipantUnhold)
                    .Leaves(26, 'D', 6).Updated(27, 'A'),
                "ana leaves" => script.Leaves(30, 'A', 25).Updated(31, 'D'),
                _ => script.Leaves(43, 'C', 31).Leaves(43, 'D', 23, reason: "moderator_ended_conference").Ended(43, 'C'),
            };
        }

        return script;
    }

    private static RoomScript ColdTransfer() => new RoomScript().Connected()
        .Do(15, (call, at) => call.StartTransfer(
            call.LegOf(LegRole.Agent).Id, TransferKind.Cold, RoomScript.Bruno, RoomScript.BrunosPhone, RoomScript.Ana, at))
        .Updated(15, 'A').Room(15, 'A', RoomEvent.ParticipantModify, endsOnExit: false)
        .Updated(16, 'C').Room(16, 'C', RoomEvent.ParticipantHold, hold: true)
        .Created(17, 'D').Leaves(17, 'A', 12, reason: "participant_updated_via_api")
        .Status(20, 'D', LegStatus.InProgress).Asked(20, 'D').Pressed(21, 'D', "1")
        .Room(22, 'D', RoomEvent.ParticipantJoin, endsOnExit: false, isAwaited: true)
        .Updated(23, 'C').Room(23, 'C', RoomEvent.ParticipantUnhold).Updated(23, 'D')
        .Leaves(43, 'C', 31).Leaves(43, 'D', 23, reason: "moderator_ended_conference").Ended(43, 'C');

    private static RoomScript Supervised() => new RoomScript().Connected()
        .Do(15, (call, at) => call.Supervise(RoomScript.Sofia, RoomScript.SofiasPhone, SupervisionMode.Listen, at))
        .Created(15, 'D').Status(18, 'D', LegStatus.InProgress).Asked(18, 'D').Pressed(18, 'D', "1")
        .Room(19, 'D', RoomEvent.ParticipantJoin, endsOnExit: false, muted: true, isAwaited: true)
        .Do(21, (call, at) => call.Supervise(RoomScript.Sofia, RoomScript.SofiasPhone, SupervisionMode.Whisper, at))
        .Updated(21, 'D').Room(21, 'D', RoomEvent.ParticipantModify, endsOnExit: false, coaching: true)
        .Do(24, (call, at) => call.Supervise(RoomScript.Sofia, RoomScript.SofiasPhone, SupervisionMode.Barge, at))
        .Updated(24, 'D').Room(24, 'D', RoomEvent.ParticipantModify, endsOnExit: false)
        .Do(27, (call, at) => call.Supervise(RoomScript.Sofia, RoomScript.SofiasPhone, SupervisionMode.Listen, at))
        .Updated(27, 'D').Room(27, 'D', RoomEvent.ParticipantMute, endsOnExit: false, muted: true)
        .Do(29, (call, at) => call.EndSupervision(RoomScript.Sofia, at)).Leaves(30, 'D', 12, reason: "participant_updated_via_api")
        .Leaves(33, 'C', 21).Leaves(33, 'A', 28, reason: "moderator_ended_conference").Ended(33, 'C');

    private static RoomScript TakenBack() => WarmTransfer("cancel")
        .Leaves(40, 'C', 28).Leaves(40, 'A', 35, reason: "moderator_ended_conference").Ended(40, 'C');

    private static RoomScript LeftOnHold() => new RoomScript().Connected()
        .Do(15, (call, at) => call.SetHold(legId: null, isOnHold: true, at)).Updated(15, 'C')
        .Room(15, 'C', RoomEvent.ParticipantHold, hold: true)
        .Leaves(30, 'C', 18, isOnHold: true).Leaves(30, 'A', 25, reason: "moderator_ended_conference").Ended(30, 'C');

    private static RoomScript[] All() =>
    [
        HungUpByTheContact(), Held(), ColdTransfer(), WarmTransfer("complete", "end"), Merged(), TakenBack(), Supervised(), LeftOnHold(),
    ];

    [Test]
    public void R1_The_two_talk_from_the_later_of_their_joins_until_the_contact_hangs_up() => Everywhere(HungUpByTheContact(), call =>
    {
        Assert.That(call.State, Is.EqualTo(CallState.Ended));
        Assert.That(call.Result, Is.EqualTo(CallResult.Answered));
        Assert.That(call.ConnectedAt, Is.EqualTo(RoomScript.At(13)));
        Assert.That(call.TalkSeconds, Is.EqualTo(20));
        Assert.That(call.EndedBy!.Role, Is.EqualTo(EndedByRole.Contact));
    });

    [Test]
    public void R2_Time_on_hold_is_no_talk() => Everywhere(Held(), call =>
    {
        Assert.That(call.Result, Is.EqualTo(CallResult.Answered));
        Assert.That(call.HoldSeconds, Is.EqualTo(5));
        Assert.That(call.TalkSeconds, Is.EqualTo(15));
        Assert.That(call.Holds.Select(hold => hold.LegId), Is.EqualTo(new[] { call.LegOf(LegRole.Contact).Id }));
        Assert.That(call.Talks, Has.Count.EqualTo(2));
        Assert.That(call.EndedBy!.MemberId, Is.EqualTo(RoomScript.Ana));
    });

    [Test]
    public void R3_A_cold_transfer_leaves_the_contact_waiting_until_the_colleague_takes_over() => Everywhere(ColdTransfer(), call =>
    {
        Assert.That(call.Result, Is.EqualTo(CallResult.Answered));
        Assert.That(call.Transfers.Single().Result, Is.EqualTo(TransferResult.Taken));
        Assert.That((call.AgentId, call.PlacedBy), Is.EqualTo((RoomScript.Bruno, RoomScript.Ana)));
        Assert.That(call.HoldSeconds, Is.EqualTo(7));
        // Ana from 13 to 16, Bruno from 23 to 43.
        Assert.That(call.TalkSeconds, Is.EqualTo(3 + 20));
        Assert.That(call.EndedBy!.Role, Is.EqualTo(EndedByRole.Contact));
    });

    [Test]
    public void R5_A_supervisor_who_listens_whispers_and_barges_changes_nothing_of_who_talked() => Everywhere(Supervised(), call =>
    {
        Assert.That(call.Result, Is.EqualTo(CallResult.Answered));
        Assert.That((call.AgentId, call.TalkSeconds, call.HoldSeconds), Is.EqualTo((RoomScript.Ana, (int?)20, (int?)0)));
        Assert.That(call.Talks.Select(talk => talk.LegId).Distinct(), Is.EqualTo(new[] { call.LegOf(LegRole.Agent).Id }));
        Assert.That(call.EndedBy!.Role, Is.EqualTo(EndedByRole.Contact));
        Assert.That(call.Legs.Single(leg => leg.Role is LegRole.Supervisor).DurationSeconds, Is.EqualTo(12));
    });

    [Test]
    public void R4_A_completed_warm_transfer_leaves_the_contact_with_the_colleague() => Everywhere(WarmTransfer("complete", "end"), call =>
    {
        Assert.That(call.Result, Is.EqualTo(CallResult.Answered));
        Assert.That(call.Transfers.Single().Result, Is.EqualTo(TransferResult.Taken));
        Assert.That(call.AgentId, Is.EqualTo(RoomScript.Bruno));
        Assert.That(call.PlacedBy, Is.EqualTo(RoomScript.Ana));
        Assert.That(call.HoldSeconds, Is.EqualTo(10));
        // Ana from 13 to 16 and 26 to 27, Bruno from 26 to 43.
        Assert.That(call.TalkSeconds, Is.EqualTo(3 + 17));
        Assert.That(call.EndedBy!.Role, Is.EqualTo(EndedByRole.Contact));
    });

    [Test]
    public void R4_After_a_merge_the_transfer_is_taken_when_the_agent_leaves() => Everywhere(Merged(), call =>
    {
        Assert.That(call.Transfers.Single().Result, Is.EqualTo(TransferResult.Taken));
        Assert.That(call.Transfers.Single().EndedAt, Is.EqualTo(RoomScript.At(30)));
        Assert.That(call.AgentId, Is.EqualTo(RoomScript.Bruno));
        Assert.That(call.TalkSeconds, Is.EqualTo(3 + 17));
    });

    [Test]
    public void R4_Taken_back_the_contact_talks_with_the_agent_again() => Everywhere(TakenBack(), call =>
    {
        Assert.That(call.Transfers.Single().Result, Is.EqualTo(TransferResult.Returned));
        Assert.That(call.AgentId, Is.EqualTo(RoomScript.Ana));
        Assert.That(call.TalkSeconds, Is.EqualTo(3 + 14));
    });

    [Test]
    public void R6_A_contact_who_hangs_up_during_the_hold_was_answered() => Everywhere(LeftOnHold(), call =>
    {
        Assert.That(call.Result, Is.EqualTo(CallResult.Answered));
        Assert.That(call.TalkSeconds, Is.EqualTo(2));
        Assert.That(call.HoldSeconds, Is.EqualTo(15));
        Assert.That(call.EndedBy!.Role, Is.EqualTo(EndedByRole.Contact));
    });

    [Test]
    public void An_agent_who_hears_that_nobody_answered_has_not_hung_up_however_close_the_two_end()
    {
        var call = new RoomScript()
            .Created(1, 'A').Status(5, 'A', LegStatus.InProgress).Asked(5, 'A').Room(6, 'A', RoomEvent.ParticipantJoin)
            .Created(6, 'C').Status(8, 'C', LegStatus.Ringing).Status(30, 'C', LegStatus.NoAnswer)
            .Status(30, 'A', LegStatus.Completed, 25)
            .Play();
        Assert.That(call.Result, Is.EqualTo(CallResult.ContactNoAnswer));
    }

    [Test]
    public void A_lost_report_changes_only_what_is_estimated()
    {
        foreach (var script in All())
        {
            var whole = script.Play();
            foreach (var lost in script.Losable())
            {
                var call = script.Play(new Random(lost), lost: lost);
                if (call.HasEnded)
                {
                    Assert.That(call.Result, Is.EqualTo(whole.Result), $"without step {lost}");
                    Assert.That(call.TalkSeconds, Is.EqualTo(whole.TalkSeconds).Within(2), $"without step {lost}");
                }
                else
                {
                    // Its end is asked for at Twilio once the call is silent.
                    Assert.That(call.Legs.Any(leg => leg.IsOpen), $"without step {lost}");
                }
            }
        }
    }

    [Test]
    public void Talks_never_overlap_holds_and_nobody_talks_longer_than_the_leg_lasted()
    {
        foreach (var script in All())
        {
            for (var draw = 0; draw < FewDraws; draw++)
            {
                var call = script.Play(new Random(draw));
                foreach (var talk in call.Talks)
                {
                    Assert.That(
                        call.Holds.Where(hold => hold.LegId == talk.LegId || hold.LegId == call.LegOf(LegRole.Contact).Id)
                            .All(hold => hold.When.Overlap(talk.When) is null or { IsEmpty: true }));
                }

                foreach (var leg in call.Legs.Where(leg => leg.IsTalker))
                {
                    var talked = call.Talks.Where(talk => talk.LegId == leg.Id).Sum(talk => talk.When.Seconds);
                    Assert.That(talked, Is.LessThanOrEqualTo((leg.EndedAt - leg.AnsweredAt)!.Value.TotalSeconds));
                }
            }
        }
    }

    [Test]
    public void Within_a_second_Twilio_s_sequence_numbers_tell_the_order([Values] bool isHeldAtLast)
    {
        var script = new RoomScript().Connected()
            .Room(15, 'C', RoomEvent.ParticipantHold, hold: true).Room(15, 'C', RoomEvent.ParticipantUnhold)
            .Room(15, 'C', RoomEvent.ParticipantHold, hold: true);
        script = isHeldAtLast ? script : script.Room(15, 'C', RoomEvent.ParticipantUnhold);
        Everywhere(script, call => Assert.That(call.ContactLeg!.IsOnHold, Is.EqualTo(isHeldAtLast)), FewDraws);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Whether_two_met_within_a_second_is_told_by_the_sequence(bool didMeet)
    {
        var script = new RoomScript()
            .Created(1, 'A').Status(5, 'A', LegStatus.InProgress).Asked(5, 'A')
            .Created(6, 'C').Status(7, 'C', LegStatus.InProgress).Asked(7, 'C')
            .Room(8, 'C', RoomEvent.ParticipantJoin);
        script = didMeet
            ? script.Room(10, 'A', RoomEvent.ParticipantJoin).Room(10, 'C', RoomEvent.ParticipantLeave)
            : script.Room(10, 'C', RoomEvent.ParticipantLeave).Room(10, 'A', RoomEvent.ParticipantJoin);
        script = script.Room(11, 'A', RoomEvent.ParticipantLeave)
            .Status(10, 'C', LegStatus.Completed, 3).Status(11, 'A', LegStatus.Completed, 6);
        Everywhere(script, call =>
            Assert.That(call.Result, Is.EqualTo(didMeet ? CallResult.Answered : CallResult.ContactHungUp)), FewDraws);
    }

    [Test]
    public void What_is_asked_within_one_second_stands_as_Twilio_answered_last()
    {
        var call = RoomScript.NewCall();
        new RoomScript().Connected().Play(call);
        var contact = call.LegOf(LegRole.Contact);
        var joined = RoomScript.At(13);
        foreach (var isOnHold in new[] { true, false, true, false })
        {
            call.SetHold(legId: null, isOnHold, joined);
            RoomScript.Update(call, contact, joined);
            Assert.That(contact.IsOnHold, Is.EqualTo(isOnHold));
            Assert.That(RoomFlow.UpdateOf(call, contact).IsEmpty);
        }
    }

    [Test]
    public void Two_conferences_under_one_name_connect_nobody()
    {
        var call = RoomScript.NewCall();
        new RoomScript()
            .Created(1, 'A').Status(5, 'A', LegStatus.InProgress).Asked(5, 'A').Room(6, 'A', RoomEvent.ParticipantJoin)
            .Created(6, 'C').Status(12, 'C', LegStatus.InProgress).Asked(12, 'C')
            .Do(13, (heard, at) => heard.MergeRoom(
                new RoomReport(
                    RoomEvent.ParticipantJoin,
                    "CF00000000000000000000000000000002",
                    RoomScript.SidOf('C'),
                    new RoomFlags(Hold: false, Muted: false, Coaching: false, EndsOnExit: true),
                    RoomSource.Callback,
                    at),
                at))
            .Play(call);
        Assert.That(call.ConnectedAt, Is.Null);
        Assert.That(call.Room.Conferences, Has.Count.EqualTo(2));
    }

    // As it happened, and in drawn orders.
    private static void Everywhere(RoomScript script, Action<Call> holds, int draws = Draws)
    {
        Assert.Multiple(() => holds(script.Play()));
        for (var draw = 0; draw < draws; draw++)
        {
            var (call, seed) = (script.Play(new Random(draw)), draw);
            try
            {
                Assert.Multiple(() => holds(call));
            }
            catch (AssertionException)
            {
                TestContext.Out.WriteLine($"The order was drawn with seed {seed}");
                throw;
            }
        }
    }
}
