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
            given.Append(next).Select(pace.MomentOf),
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

    private List<DateTimeOffset> Reserve(int turns, int callsPerSecond = 1, DateTimeOffset? at = null) =>
        [.. Enumerable.Range(0, turns).Select(_ => pace.MomentOf(pace.Reserve(callsPerSecond, at ?? noon)))];
}
