using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Tests.Common;

/// <summary>How long one more call may last by the money that is left for the day.</summary>
public sealed class BudgetUseTests
{
    private static readonly CallRates tenCents = new(0.04m, 0.06m, "USD");

    [TestCase(100, 0, 0, 60, TestName = "an hour where there is plenty")]
    [TestCase(8, 0, 0, 40, TestName = "half of what is left where that is less")]
    [TestCase(8, 2, 2, 20, TestName = "half of what is neither spent nor held back")]
    [TestCase(0.9, 0, 0, 5, TestName = "five minutes as long as there is money for them")]
    [TestCase(0.3, 0, 0, 3, TestName = "what is left where that is less than five minutes")]
    [TestCase(0.09, 0, 0, 0, TestName = "not at all where there is no money for a minute")]
    [TestCase(8, 9, 0, 0, TestName = "not at all where more is spent than there was")]
    public void A_call_lasts(double budget, double spent, double heldBack, int minutes)
    {
        var use = new BudgetUse(Micros.Of((decimal)budget), Micros.Of((decimal)spent), Micros.Of((decimal)heldBack));
        Assert.That(use.MinutesFor(tenCents, longest: 240), Is.EqualTo(minutes));
    }

    [Test]
    public void A_call_lasts_no_longer_than_the_organizations_calls_do()
    {
        var plenty = new BudgetUse(Micros.Of(100), Spent: 0, HeldBack: 0);
        Assert.That(plenty.MinutesFor(tenCents, longest: 7), Is.EqualTo(7));
        Assert.That(plenty.MinutesFor(new CallRates(0, 0, "USD"), longest: 240), Is.EqualTo(60), "what costs nothing");
    }

    /// <summary>Whatever a day's calls do, one after the other or side by side, the money suffices.</summary>
    [Test]
    public void Calls_that_are_placed_one_after_the_other_never_cost_more_than_the_budget([Range(1, 40)] int seed)
    {
        var random = new Random(seed);
        var budget = Micros.Of(random.Next(1, 2_000) / 100m);
        var (spent, live) = (0L, new List<(CallRates Rates, int Minutes)>());
        for (var step = 0; step < 200; step++)
        {
            var rates = new CallRates(random.Next(1, 900) / 1_000m, random.Next(1, 90_000) / 100_000m, "USD");
            var use = new BudgetUse(budget, spent, live.Sum(call => CostOf(call.Rates, call.Minutes)));
            if (use.MinutesFor(rates, longest: 240) is > 0 and var minutes)
            {
                live.Add((rates, minutes));
            }

            if (live.Count > 0 && random.Next(2) == 0)
            {
                var ended = live[random.Next(live.Count)];
                live.Remove(ended);
                spent += CostOf(ended.Rates, random.Next(ended.Minutes + 1));
            }

            Assert.That(spent + live.Sum(call => CostOf(call.Rates, call.Minutes)), Is.LessThanOrEqualTo(budget));
        }

        static long CostOf(CallRates rates, int minutes) => Micros.Of(rates.PerMinute * minutes);
    }

    [Test]
    public void The_alarm_is_given_at_eighty_percent_and_the_budget_is_used_up_at_a_hundred()
    {
        Assert.That(Of(7_999_999).IsAlarming, Is.False);
        Assert.That((Of(8_000_000).IsAlarming, Of(8_000_000).Share, Of(9_999_999).IsUsedUp), Is.EqualTo((true, 80, false)));
        Assert.That((Of(10_000_000).IsUsedUp, Of(12_500_000).Share), Is.EqualTo((true, 125)));

        static BudgetUse Of(long spent) => new(Budget: 10_000_000, spent, HeldBack: 0);
    }

    [TestCase(7.99, 0, null)]
    [TestCase(8, 0, BudgetNews.MostSpent)]
    [TestCase(9.9, 0, BudgetNews.MostSpent, TestName = "a minute is left")]
    [TestCase(9.91, 0, BudgetNews.Stopped, TestName = "not even a minute is left")]
    [TestCase(9.91, 0.05, BudgetNews.MostSpent, TestName = "a live call may leave something")]
    [TestCase(10, 0.05, BudgetNews.Stopped, TestName = "all is spent")]
    public void Admins_are_told_that_calls_stop_where_no_minute_can_be_paid(double spent, double heldBack, BudgetNews? news)
    {
        var use = new BudgetUse(Micros.Of(10), Micros.Of((decimal)spent), Micros.Of((decimal)heldBack)) { NextMinute = Micros.Of(0.1m) };
        Assert.That(use.News, Is.EqualTo(news));
    }
}
