using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls;

internal sealed class CallMoney(IBudgetLedgerRepository ledgers, MoneyBudget money, ICallPrices prices, TimeProvider clock) : ICallMoney
{
    private static readonly int minutes = CallRates.MinutesOf(ICallMoney.LongestServiceCallSeconds);

    public async Task EnsureLeftAsync(
        CallingProfile organization, PhoneNumber from, PhoneNumber phone, CancellationToken cancellationToken)
    {
        if (organization.Limits.DailyBudget is not null)
        {
            await PriceAsync(organization, from, phone, cancellationToken);
        }
    }

    public async Task<long> TakeAsync(
        CallingProfile organization, PhoneNumber from, PhoneNumber phone, CancellationToken cancellationToken)
    {
        if (organization.Limits.DailyBudget is null)
        {
            return 0;
        }

        // Read first, so that whatever is taken meanwhile has this done over.
        var ledger = await ledgers.GetAsync(organization.Id, cancellationToken);
        var micros = await PriceAsync(organization, from, phone, cancellationToken);
        ledger.Take(micros, TodayOf(organization));
        return micros;
    }

    public async Task PutBackAsync(CallingProfile organization, long micros, CancellationToken cancellationToken) =>
        (await ledgers.GetAsync(organization.Id, cancellationToken)).PutBack(micros, TodayOf(organization));

    public async Task<bool> TellOnceAsync(
        OrganizationId organization, BudgetNews news, DateTimeOffset today, CancellationToken cancellationToken) =>
        (await ledgers.GetAsync(organization, cancellationToken)).TellOnce(news, today);

    private async Task<long> PriceAsync(
        CallingProfile organization, PhoneNumber from, PhoneNumber phone, CancellationToken cancellationToken)
    {
        var rates = await prices.FindAsync(from, phone, phone, cancellationToken);
        var micros = Micros.Of((rates?.AgentPerMinute ?? 0) * minutes);
        await money.EnsureLeftAsync(organization, rates is null ? null : micros, clock.GetUtcNow(), cancellationToken);
        return micros;
    }

    private DateTimeOffset TodayOf(CallingProfile organization) => LocalDays.Around(clock.GetUtcNow(), organization.TimeZone).Start;
}
