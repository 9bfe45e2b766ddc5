using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Tests.Calls;

/// <summary>What is kept of a day's money beside the calls.</summary>
public sealed class BudgetLedgerTests
{
    private static readonly DateTimeOffset today = new(2026, 11, 23, 3, 0, 0, TimeSpan.Zero);

    [Test]
    public void Admins_are_told_of_each_once_a_day_and_of_nothing_less_than_they_know()
    {
        var ledger = BudgetLedger.Open(OrganizationId.New());

        Assert.That(ledger.TellOnce(BudgetNews.MostSpent, today), Is.True);
        Assert.That(ledger.TellOnce(BudgetNews.MostSpent, today), Is.False);
        Assert.That(ledger.TellOnce(BudgetNews.Stopped, today), Is.True);
        Assert.That(ledger.TellOnce(BudgetNews.Stopped, today), Is.False);
        Assert.That(ledger.TellOnce(BudgetNews.MostSpent, today.AddDays(1)), Is.True);
        Assert.That(ledger.TellOnce(BudgetNews.Stopped, today.AddDays(2)), Is.True);
        Assert.That(ledger.TellOnce(BudgetNews.MostSpent, today.AddDays(2)), Is.False, "they know that all of it is");
    }

    [Test]
    public void Each_change_is_another_version()
    {
        var ledger = BudgetLedger.Open(OrganizationId.New());
        ledger.Touch();
        ledger.TellOnce(BudgetNews.Stopped, today);
        Assert.That(ledger.Version, Is.EqualTo(2));
    }
}
