using CrmVoice.Domain.Calls;
using static CrmVoice.Domain.Tests.Calls.RoomScript;

namespace CrmVoice.Domain.Tests.Calls;

/// <summary>From when on a leg must have joined the room or be over, so that Twilio is asked what became of it.</summary>
public sealed class OverdueLegTests
{
    [Test]
    public void A_leg_that_rings_is_overdue_when_its_ring_time_is_over_and_Twilios_five_seconds_too() =>
        AssertOverdue(new RoomScript().Created(1, 'A').Status(2, 'A', LegStatus.Ringing), 'A', since: 2 + 25 + 7);

    [Test]
    public void The_contacts_leg_rings_for_as_long_as_contacts_may() => AssertOverdue(
        new RoomScript()
            .Created(1, 'A').Status(5, 'A', LegStatus.InProgress).Asked(5, 'A')
            .Created(6, 'C').Status(7, 'C', LegStatus.Initiated),
        'C',
        since: 7 + 30 + 7);

    [Test]
    public void A_member_who_is_asked_for_a_key_gets_half_a_minute_for_it() => AssertOverdue(
        Colleague(15).Status(18, 'D', LegStatus.InProgress).Asked(18, 'D'), 'D', since: 18 + 30);

    [Test]
    public void Whoever_has_left_the_room_is_overdue_ten_seconds_later() => AssertOverdue(
        new RoomScript().Connected().Room(20, 'A', RoomEvent.ParticipantLeave), 'A', since: 20 + 10);

    [Test]
    public void Whoever_is_in_the_room_or_over_or_not_at_Twilio_is_never_overdue()
    {
        var call = Colleague(15).Leaves(20, 'A', 15).Play();
        Assert.That(call.Legs.Where(leg => RoomFlow.IsOverdue(call, leg, At(9_000))).Select(leg => leg.Role), Is.EqualTo(new[] { LegRole.Agent }));
        Assert.That(RoomFlow.IsOverdue(call, LegOf(call, 'D'), At(9_000)), "rings for ever");

        var waiting = new RoomScript().Play();
        Assert.That(RoomFlow.IsOverdue(waiting, LegOf(waiting, 'A'), At(9_000)), Is.False, "nobody knows whether Twilio has it");
    }

    // A colleague is called to join while the two talk.
    private static RoomScript Colleague(double seconds) => new RoomScript().Connected()
        .Do(seconds, (call, at) => call.AddLeg(Bruno, BrunosPhone, Ana, at))
        .Created(seconds, 'D');

    private static void AssertOverdue(RoomScript script, char who, double since)
    {
        var call = script.Play();
        var leg = LegOf(call, who);
        Assert.That(RoomFlow.IsOverdue(call, leg, At(since - 1)), Is.False);
        Assert.That(RoomFlow.IsOverdue(call, leg, At(since)));
    }
}
