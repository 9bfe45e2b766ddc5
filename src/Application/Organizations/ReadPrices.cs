using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>
/// Asks Twilio what calls cost to the countries that the organization may call: those whose prices are a day old, of another account, or
/// not known yet. Stops at the first country that Twilio does not answer for; what it said before is kept.
/// </summary>
/// <param name="OwnCountryOnly">Somebody waits for it.</param>
public sealed record ReadPrices(bool OwnCountryOnly = false) : IQuery<PriceReading>;

/// <param name="Countries">How many were read.</param>
/// <param name="Error">Why it was not all, with code 0 where Twilio could not be reached; null where it was.</param>
public sealed record PriceReading(int Countries, CarrierErrorView? Error);

/// <param name="AccountSid">Whose prices they are.</param>
[NotAudited("done by CrmVoice itself")]
internal sealed record KeepPrices(OrganizationId OrganizationId, string AccountSid, string Country, CountryPrices Prices) : ICommand;

internal sealed class KeepPricesHandler(IPriceListRepository lists, TimeProvider clock) : IRequestHandler<KeepPrices, Unit>
{
    public async Task<Unit> Handle(KeepPrices command, CancellationToken cancellationToken)
    {
        var list = await lists.FindAsync(command.Country, cancellationToken);
        if (list is null)
        {
            list = PriceList.Of(command.OrganizationId, command.Country);
            lists.Add(list);
        }

        list.Replace(command.AccountSid, command.Prices.Currency, command.Prices.Prices, clock.GetUtcNow());
        return Unit.Value;
    }
}

internal sealed class ReadPricesHandler(IVoicePrices prices, IReadDb db, IMediator mediator, TimeProvider clock)
    : IRequestHandler<ReadPrices, PriceReading>
{
    public async Task<PriceReading> Handle(ReadPrices query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Organization");
        if (organization.TwilioAccount is not { } account)
        {
            return new PriceReading(0, Error: null);
        }

        var staleAt = clock.GetUtcNow() - PriceList.Lifetime;
        var known = await db.PriceLists
            .Where(list => list.AccountSid == account.AccountSid && list.ReadAt > staleAt)
            .Select(list => list.Country)
            .ToListAsync(cancellationToken);
        var others = query.OwnCountryOnly ? [] : organization.CallingLimits?.Regions ?? [];
        var due = others.Prepend(organization.Country).Where(region => region != NumberPlace.International).Except(known).ToList();
        for (var read = 0; read < due.Count; read++)
        {
            var told = await prices.ReadAsync(due[read], cancellationToken);
            if (told.Error is not null)
            {
                return new PriceReading(read, told.Error);
            }

            await mediator.Send(new KeepPrices(organization.Id, account.AccountSid, due[read], told), cancellationToken);
        }

        return new PriceReading(due.Count, Error: null);
    }
}
