using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls;

/// <summary>
/// What one more call may cost. A live call counts with the most that it may cost, since Twilio ends it after the time that it was given:
/// the day's calls cost no more than the budget, whatever happens to CrmVoice meanwhile. Of two calls that are granted at once one is done
/// over (<see cref="BudgetLedger"/>): no two count on the same money.
/// </summary>
internal sealed class MoneyBudget(IReadDb db, IBudgetLedgerRepository ledgers, ICallPrices prices)
{
    /// <returns>What the call is placed with.</returns>
    /// <exception cref="DomainRuleException">The budget is used up, or no price is known.</exception>
    public async Task<CallTerms> GrantAsync(
        CallingProfile organization,
        PhoneNumber from,
        PhoneNumber agentPhone,
        PhoneNumber to,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var settings = organization.Settings;
        if (organization.Limits.DailyBudget is null)
        {
            return new CallTerms(settings, Rates: null);
        }

        // Also where the stop is lifted: what is called then counts when it holds again.
        var rates = await prices.FindAsync(from, agentPhone, to, cancellationToken);
        if (organization.Limits.BudgetAt(now) is not { } budget)
        {
            return new CallTerms(settings, rates);
        }

        var minutes = await TakeMinutesAsync(organization, budget, rates, settings.LongestCallSeconds, now, cancellationToken);
        return new CallTerms(settings with { LongestCallSeconds = minutes * 60 }, rates);
    }

    /// <summary>The same for a leg that is brought into a live call, which holds back its own money beside the call's.</summary>
    /// <inheritdoc cref="GrantAsync" path="/exception"/>
    public async Task<LegTerms> GrantLegAsync(
        CallingProfile organization, Call call, PhoneNumber number, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (organization.Limits.DailyBudget is null)
        {
            return new LegTerms();
        }

        var rates = await prices.FindAsync(call.From!, number, number, cancellationToken) is { } both
            ? both with { ContactPerMinute = 0 }
            : null;
        if (organization.Limits.BudgetAt(now) is not { } budget)
        {
            return new LegTerms(rates?.AgentPerMinute);
        }

        var minutes = await TakeMinutesAsync(organization, budget, rates, call.Settings.LongestCallSeconds, now, cancellationToken);
        return new LegTerms(rates!.AgentPerMinute, minutes * 60);
    }

    /// <summary>Whether there is money for something of which there is no call.</summary>
    /// <param name="micros">The most that it may cost; null where no price is known.</param>
    /// <exception cref="DomainRuleException">There is not, or no price is known.</exception>
    public async Task EnsureLeftAsync(CallingProfile organization, long? micros, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (organization.Limits.BudgetAt(now) is not { } budget)
        {
            return;
        }

        if (micros is null)
        {
            throw new LimitRefusal(LimitKind.PricesUnknown).AsException();
        }

        var use = await ReadUseAsync(budget, LocalDays.Around(now, organization.TimeZone).Start, cancellationToken);
        if (use.IsUsedUp || use.Left < micros)
        {
            throw RefusalOf(use, organization, now).AsException();
        }
    }

    private async Task<int> TakeMinutesAsync(
        CallingProfile organization,
        decimal budget,
        CallRates? rates,
        int longestSeconds,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (rates is null)
        {
            throw new LimitRefusal(LimitKind.PricesUnknown).AsException();
        }

        var (today, _) = LocalDays.Around(now, organization.TimeZone);
        // Before what is left is read: who stores first from here on has this done over.
        (await ledgers.GetAsync(organization.Id, cancellationToken)).Touch();
        var use = await ReadUseAsync(budget, today, cancellationToken);
        return use.MinutesFor(rates, longestSeconds / 60) is > 0 and var minutes
            ? minutes
            : throw RefusalOf(use, organization, now).AsException();
    }

    /// <summary>The refusal that the next call will meet because the day's money is spent; null where it is not.</summary>
    public async Task<LimitRefusal?> FindRefusalAsync(CallingProfile organization, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (organization.Limits.BudgetAt(now) is not { } budget)
        {
            return null;
        }

        var (today, tomorrow) = LocalDays.Around(now, organization.TimeZone);
        var use = await ReadUseAsync(budget, today, cancellationToken);
        return use.IsUsedUp ? new LimitRefusal(LimitKind.Money) { AllowedFrom = tomorrow } : null;
    }

    /// <param name="budget">In the account's currency.</param>
    public async Task<BudgetUse> ReadUseAsync(decimal budget, DateTimeOffset today, CancellationToken cancellationToken)
    {
        var sums = await db.Calls.Where(call => call.RequestedAt >= today && call.CostMicros != null)
            .GroupBy(call => call.State == CallState.Ended)
            .Select(calls => new { HaveEnded = calls.Key, Micros = calls.Sum(call => call.CostMicros!.Value) })
            .ToListAsync(cancellationToken);
        var service = await db.BudgetLedgers.Where(ledger => ledger.ServiceDay >= today).SumAsync(
            ledger => ledger.ServiceMicros, cancellationToken);
        return new BudgetUse(
            Micros.Of(budget),
            sums.Where(sum => sum.HaveEnded).Sum(sum => sum.Micros) + service,
            sums.Where(sum => !sum.HaveEnded).Sum(sum => sum.Micros));
    }

    private static LimitRefusal RefusalOf(BudgetUse use, CallingProfile organization, DateTimeOffset now) =>
        use.HeldBack > 0 && !use.IsUsedUp
            ? new LimitRefusal(LimitKind.MoneyHeldBack)
            : new LimitRefusal(LimitKind.Money) { AllowedFrom = LocalDays.Around(now, organization.TimeZone).End };
}

/// <param name="Settings">The organization's, with the time that the budget leaves the call.</param>
/// <param name="Rates">Null where the organization has no budget.</param>
internal sealed record CallTerms(CallSettings Settings, CallRates? Rates);
