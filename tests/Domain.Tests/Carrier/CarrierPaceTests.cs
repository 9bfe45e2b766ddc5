using CrmVoice.Domain.Carrier;

namespace CrmVoice.Domain.Tests.Carrier;

public sealed class CarrierPaceTests
{
    private static readonly DateTimeOffset noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly CarrierPace pace = CarrierPace.Of("AC00000000000000000000000000000001", noon);

    [TestCase(1, 1000)]
    [TestCase(4, 250)]
    public void Turns_lie_as_far_apart_as_the_account_allows(int callsPerSecond, int milliseconds) =>
        Assert.That(
            Reserve(3, callsPerSecond),
            Is.EqualTo(new[] { noon, noon.AddMilliseconds(milliseconds), noon.AddMilliseconds(2 * milliseconds) }));

    [Test]
    public void Nothing_is_saved_up_while_nobody_calls()
    {
        Reserve(1);
        var later = noon.AddMinutes(5);
        Assert.That(Reserve(2, at: later), Is.EqualTo(new[] { later, later.AddSeconds(1) }));
    }

    [Test]
    public void Where_Twilio_was_asked_too_often_every_turn_moves_and_none_meet()
    {
        var given = Enumerable.Range(0, 3).Select(_ => pace.Reserve(1, noon)).ToList();
        pace.Hold(TimeSpan.FromSeconds(10), noon);
        var next = pace.Reserve(1, noon);
        Assert.That(
            given.Append(next).Select(turn => pace.MomentOf(turn)),
            Is.EqualTo(new[] { noon.AddSeconds(10), noon.AddSeconds(11), noon.AddSeconds(12), noon.AddSeconds(13) }));
    }

    [Test]
    public void Two_complaints_at_once_hold_up_the_account_once()
    {
        pace.Hold(TimeSpan.FromSeconds(10), noon);
        pace.Hold(TimeSpan.FromSeconds(4), noon.AddSeconds(1));
        pace.Hold(TimeSpan.FromSeconds(10), noon.AddSeconds(2));
        Assert.That(Reserve(1, at: noon.AddSeconds(2)), Is.EqualTo(new[] { noon.AddSeconds(12) }));
    }

    [TestCase(0, 1, 1000)]
    [TestCase(3, 1, 4000)]
    [TestCase(3, 4, 1000)]
    public void A_moment_that_another_clock_has_put_far_ahead_comes_back_to_behind_those_who_wait(
        int waiting,
        int callsPerSecond,
        int milliseconds)
    {
        Reserve(1, at: noon.AddMinutes(3));
        pace.Correct(waiting, callsPerSecond, noon);
        Assert.That(Reserve(1), Is.EqualTo(new[] { noon.AddMilliseconds(milliseconds) }));
    }

    [Test]
    public void A_pause_that_Twilio_wants_is_kept_and_one_that_another_clock_has_put_far_ahead_is_no_longer_than_the_longest()
    {
        pace.Hold(TimeSpan.FromMinutes(2), noon);
        pace.Correct(0, 1, noon);
        Assert.That(Reserve(1), Is.EqualTo(new[] { noon.AddMinutes(2) }));

        pace.Hold(TimeSpan.FromMinutes(2), noon.AddMinutes(10));
        pace.Correct(0, 1, noon);
        Assert.That(pace.NextAt, Is.EqualTo(noon.AddMinutes(2).AddSeconds(1)));
    }

    [Test]
    public void A_leg_that_a_call_under_way_needs_goes_before_those_with_which_calls_begin_and_behind_those_that_went_before_them()
    {
        var sent = pace.Reserve(1, noon);
        var (one, other) = (pace.Reserve(1, noon), pace.Reserve(1, noon));

        var contact = pace.Overtake([one, other], 1, noon);
        var next = pace.Overtake([one, other], 1, noon);

        Assert.That(
            new[] { Overtaker(contact), Overtaker(next), pace.MomentOf(one), pace.MomentOf(other) },
            Is.EqualTo(Enumerable.Range(1, 4).Select(second => noon.AddSeconds(second))));
        Assert.That(Reserve(1), Is.EqualTo(new[] { noon.AddSeconds(5) }));
        Assert.That(sent.At, Is.EqualTo(noon));
    }

    [Test]
    public void Whoever_is_overtaken_at_the_moment_of_its_turn_gives_up_that_very_moment()
    {
        var (one, other) = (pace.Reserve(1, noon), pace.Reserve(1, noon));
        var contact = pace.Overtake([one, other], 1, noon.AddMilliseconds(3));
        Assert.That(
            new[] { Overtaker(contact), pace.MomentOf(one), pace.MomentOf(other) },
            Is.EqualTo(new[] { noon, noon.AddSeconds(1), noon.AddSeconds(2) }));
    }

    [Test]
    public void Where_nobody_can_be_overtaken_the_next_free_moment_is_given()
    {
        var (lapsed, later) = (pace.Reserve(1, noon), noon + CarrierPace.TurnLasts + TimeSpan.FromSeconds(1));
        pace.Reserve(1, later);
        Assert.That(
            new[] { pace.Overtake([lapsed], 1, later), pace.Overtake([], 1, later) }.Select(Overtaker),
            Is.EqualTo(new[] { later.AddSeconds(1), later.AddSeconds(2) }));
    }

    [Test]
    public void A_pause_that_Twilio_asks_for_keeps_everybodys_order()
    {
        var (one, other) = (pace.Reserve(3, noon), pace.Reserve(3, noon));
        var contact = pace.Overtake([one, other], 3, noon);
        pace.Hold(TimeSpan.FromSeconds(10), noon);
        var next = pace.Overtake([one, other], 3, noon);

        DateTimeOffset[] moments = [Overtaker(contact), Overtaker(next), pace.MomentOf(one), pace.MomentOf(other), pace.NextAt];
        Assert.That(moments[0], Is.EqualTo(noon.AddSeconds(10)));
        Assert.That(
            moments.Zip(moments.Skip(1), (before, after) => after - before),
            Has.All.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1) / 3),
            "no two closer than the account allows");
    }

    [Test]
    public void Agents_legs_wait_for_no_more_contacts_than_there_are_agents_before_them()
    {
        const int Agents = 30;
        var waiting = Enumerable.Range(0, Agents).Select(_ => pace.Reserve(1, noon)).ToList();
        var contacts = new Queue<CarrierTurn>();
        var answers = new Queue<DateTimeOffset>();
        var sent = new List<string>();
        for (var now = noon; sent.Count < 2 * Agents; now = now.AddSeconds(1))
        {
            Assert.That(now, Is.LessThan(noon.AddSeconds((2 * Agents) + 10)), "nobody starves");
            if (answers.TryPeek(out var answer) && answer <= now)
            {
                answers.Dequeue();
                contacts.Enqueue(pace.Overtake(waiting, 1, now));
            }

            var isContact = contacts.TryPeek(out var contact) && Overtaker(contact) <= now;
            var isAgent = waiting.Count > 0 && pace.MomentOf(waiting[0]) <= now;
            Assert.That(isContact && isAgent, Is.False, "one a second");
            if (isContact)
            {
                contacts.Dequeue();
                sent.Add("contact");
            }
            else if (isAgent)
            {
                waiting.RemoveAt(0);
                answers.Enqueue(now.AddSeconds(4));
                sent.Add("agent");
            }
        }

        Assert.That(
            Enumerable.Range(1, sent.Count).All(count => sent.Take(count).Count(leg => leg is "contact") <= count / 2),
            string.Join(' ', sent));
    }

    private DateTimeOffset Overtaker(CarrierTurn turn) => pace.MomentOf(turn, mayBeOvertaken: false);

    private List<DateTimeOffset> Reserve(int turns, int callsPerSecond = 1, DateTimeOffset? at = null) =>
        [.. Enumerable.Range(0, turns).Select(_ => pace.MomentOf(pace.Reserve(callsPerSecond, at ?? noon)))];
}
