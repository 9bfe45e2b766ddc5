using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Organizations;

internal sealed class PriceListConfiguration : IEntityTypeConfiguration<PriceList>
{
    public void Configure(EntityTypeBuilder<PriceList> builder)
    {
        builder.ToTable("PriceLists");
        builder.HasKey(prices => new { prices.OrganizationId, prices.Country });
        builder.Property(prices => prices.Country).HasMaxLength(PriceList.CountryLength);
        builder.Property(prices => prices.AccountSid).HasMaxLength(34);
        builder.Property(prices => prices.Currency).HasMaxLength(CallRates.CurrencyLength);
        builder.Property(prices => prices.Prices)
            .HasConversion(new JsonListConverter<PrefixPrice>(), new ListComparer<PrefixPrice>());
        builder.Ignore(prices => prices.Dearest);
    }
}

internal sealed class PriceListRepository(CrmVoiceDbContext db) : IPriceListRepository
{
    public void Add(PriceList prices) => db.PriceLists.Add(prices);

    public Task<PriceList?> FindAsync(string country, CancellationToken cancellationToken) =>
        db.PriceLists.FirstOrDefaultAsync(prices => prices.Country == country, cancellationToken);
}
