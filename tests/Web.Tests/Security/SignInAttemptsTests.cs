using CrmVoice.Web.Security;
using Microsoft.Extensions.Time.Testing;

namespace CrmVoice.Web.Tests.Security;

internal sealed class SignInAttemptsTests
{
    private static readonly GuessingWay[] way = [new("way", 2)];

    [Test]
    public void A_way_is_closed_for_five_minutes_from_its_last_failure_and_opens_again()
    {
        var clock = new FakeTimeProvider();
        var tries = new SignInAttempts(clock);
        Fail(tries);
        clock.Advance(TimeSpan.FromMinutes(4));
        Fail(tries);
        clock.Advance(TimeSpan.FromMinutes(1));

        var closed = tries.Begin(way);
        clock.Advance(TimeSpan.FromMinutes(4));

        Assert.That(closed, Is.EqualTo(new SignInAttempt.TooMany(TimeSpan.FromMinutes(4))));
        Assert.That(tries.Begin(way), Is.Null);
    }

    [Test]
    public void No_more_are_looked_at_together_than_may_still_fail()
    {
        var tries = new SignInAttempts(new FakeTimeProvider());
        Fail(tries);

        Assert.That((tries.Begin(way), tries.Begin(way)), Is.EqualTo(((SignInAttempt?)null, new SignInAttempt.Busy())));
        tries.GiveUp(way);
        Assert.That(tries.Begin(way), Is.Null);
    }

    [Test]
    public void A_flood_of_others_does_not_open_a_way_that_is_closed()
    {
        var tries = new SignInAttempts(new FakeTimeProvider());
        Fail(tries);
        Fail(tries);
        for (var other = 0; other < 50_000; other++)
        {
            Fail(tries, new GuessingWay($"{other}", 2));
        }

        Assert.That(tries.Begin(way), Is.TypeOf<SignInAttempt.TooMany>());
    }

    [Test]
    public void Whatever_fails_no_more_than_twenty_thousand_ways_are_remembered()
    {
        var tries = new SignInAttempts(new FakeTimeProvider());
        var all = Enumerable.Range(0, 100_000).Select(number => new GuessingWay($"{number}", 1)).ToList();
        all.ForEach(one => Fail(tries, one));

        var remembered = all.Count(one =>
        {
            if (tries.Begin([one]) is not null)
            {
                return true;
            }

            tries.GiveUp([one]);
            return false;
        });

        Assert.That(remembered, Is.InRange(10_000, 20_000));
    }

    private static void Fail(SignInAttempts tries, params GuessingWay[] ways)
    {
        ways = ways is [] ? way : ways;
        Assert.That(tries.Begin(ways), Is.Null);
        tries.Fail(ways);
    }
}
