using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls;

internal sealed class CallMoney(IBudgetLedgerRepository ledgers) : ICallMoney
{
    public async Task<bool> TellOnceAsync(
        OrganizationId organization, BudgetNews news, DateTimeOffset today, CancellationToken cancellationToken) =>
        (await ledgers.GetAsync(organization, cancellationToken)).TellOnce(news, today);
}
