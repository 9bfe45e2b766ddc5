using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Tests.Calls;

/// <summary>Who is in charge of a call when agents come and go: whoever goes on with the contact, in whatever order it is heard.</summary>
public sealed class InChargeTests
{
    private const int Draws = 200;
    private static readonly PhoneNumber outside = PhoneNumber.Parse("+5511987657777");

    [Test]
    public void A_colleague_who_goes_on_with_the_contact_after_the_agent_has_left_is_in_charge_and_both_have_talked()
    {
        var script = Added().Leaves(40, 'A', 35)
            .Leaves(60, 'C', 48).Leaves(60, 'D', 40, reason: "moderator_ended_conference").Ended(60, 'C');
        Everywhere(script, call =>
        {
            Assert.That((call.AgentId, call.PlacedBy), Is.EqualTo((RoomScript.Bruno, RoomScript.Ana)));
            Assert.That(
                call.Talks.Select(talk => (talk.LegId, talk.When.From, talk.When.To)),
                Is.EqualTo(new[]
                {
                    (RoomScript.LegOf(call, 'A').Id, RoomScript.At(13), (DateTimeOffset?)RoomScript.At(40)),
                    (RoomScript.LegOf(call, 'D').Id, RoomScript.At(24), RoomScript.At(60)),
                }));
        });
    }

    [Test]
    public void Who_stays_remains_in_charge_when_the_colleague_leaves() => Everywhere(
        Added().Leaves(40, 'D', 20).Leaves(60, 'C', 48).Leaves(60, 'A', 55, reason: "moderator_ended_conference").Ended(60, 'C'),
        call => Assert.That(call.AgentId, Is.EqualTo(RoomScript.Ana)));

    [TestCase(0)]
    [TestCase(1)]
    public void When_the_contact_hangs_up_nobody_goes_on_however_the_legs_end(double later) => Everywhere(
        Added().Leaves(60, 'A', 55, reason: "moderator_ended_conference").Leaves(60 + later, 'C', 48)
            .Leaves(60 + later, 'D', 40, reason: "moderator_ended_conference").Ended(60 + later, 'C'),
        call => Assert.That(call.AgentId, Is.EqualTo(RoomScript.Ana)));

    [Test]
    public void When_the_call_is_hung_up_nobody_goes_on_however_long_the_last_leg_takes() => Everywhere(
        Added().Do(50, (call, at) => call.RequestHangup(RoomScript.Ana, at)).Leaves(51, 'A', 46).Leaves(58, 'C', 46).Leaves(58, 'D', 38)
            .Ended(58, 'C'),
        call => Assert.That(call.AgentId, Is.EqualTo(RoomScript.Ana)));

    [Test]
    public void Of_two_colleagues_the_one_who_talked_first_and_then_the_other_is_in_charge() => Everywhere(
        Added().Do(30, (call, at) => call.AddLeg(RoomScript.Sofia, RoomScript.SofiasPhone, RoomScript.Ana, at)).Joins(30, 'E')
            .Leaves(40, 'A', 35).Leaves(50, 'D', 30)
            .Leaves(60, 'C', 48).Leaves(60, 'E', 30, reason: "moderator_ended_conference").Ended(60, 'C'),
        call => Assert.That(call.AgentId, Is.EqualTo(RoomScript.Sofia)));

    [Test]
    public void A_guest_who_goes_on_with_the_contact_leaves_the_agent_in_charge() => Everywhere(
        new RoomScript().Connected()
            .Do(20, (call, at) => call.AddLeg(null, outside, RoomScript.Ana, at)).Joins(20, 'D', presses: false)
            .Leaves(40, 'A', 35).Leaves(60, 'C', 48).Leaves(60, 'D', 40, reason: "moderator_ended_conference").Ended(60, 'C'),
        call => Assert.That(call.AgentId, Is.EqualTo(RoomScript.Ana)));

    [Test]
    public void While_the_colleague_talks_on_alone_the_colleague_is_in_charge_at_once()
    {
        var room = new PlayedRoom();
        room.Do((call, at) => call.AddLeg(RoomScript.Bruno, RoomScript.BrunosPhone, RoomScript.Ana, at));
        room.Answer(room.Last);
        Assert.That(room.Call.AgentId, Is.EqualTo(RoomScript.Ana));

        room.End(room.Agent, LegStatus.Completed);

        Assert.That((room.Call.AgentId, room.Call.HasEnded), Is.EqualTo((RoomScript.Bruno, false)));
        Assert.That(room.FlagsOf(room.Last).EndsOnExit, "and the room ends with the last one to talk with");
    }

    private static RoomScript Added() => new RoomScript().Connected()
        .Do(20, (call, at) => call.AddLeg(RoomScript.Bruno, RoomScript.BrunosPhone, RoomScript.Ana, at))
        .Joins(20, 'D');

    private static void Everywhere(RoomScript script, Action<Call> holds)
    {
        holds(script.Play());
        for (var seed = 0; seed < Draws; seed++)
        {
            holds(script.Play(new Random(seed)));
        }
    }
}
