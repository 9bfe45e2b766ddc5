using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

internal sealed class CallPrices(IReadDb db, IPhoneNumbers phoneNumbers) : ICallPrices
{
    public async Task<CallRates?> FindAsync(
        PhoneNumber from, PhoneNumber agentPhone, PhoneNumber to, CancellationToken cancellationToken)
    {
        string[] countries = [phoneNumbers.PlaceOf(agentPhone).Region, phoneNumbers.PlaceOf(to).Region];
        var lists = await db.PriceLists.Where(prices => countries.Contains(prices.Country)).ToListAsync(cancellationToken);
        var (agents, contacts) = (PerMinute(agentPhone, countries[0]), PerMinute(to, countries[1]));
        if (agents is null || contacts is null)
        {
            lists = await db.PriceLists.ToListAsync(cancellationToken);
            var dearest = lists.Max(prices => prices.Dearest);
            (agents, contacts) = (agents ?? dearest, contacts ?? dearest);
        }

        return agents is null || contacts is null
            ? null
            : new CallRates(agents.Value, contacts.Value, lists.First(prices => prices.Prices.Count > 0).Currency);

        decimal? PerMinute(PhoneNumber number, string country) =>
            lists.Find(prices => prices.Country == country)?.PerMinute(number, from);
    }
}
