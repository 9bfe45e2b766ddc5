using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Organizations;

internal sealed class NumberConfiguration : IEntityTypeConfiguration<Number>
{
    public void Configure(EntityTypeBuilder<Number> builder)
    {
        builder.ToTable("Numbers");
        builder.HasKey(number => number.Id);
        builder.Property(number => number.Id).ValueGeneratedNever();
        builder.Property(number => number.Version).IsConcurrencyToken();
        builder.Property(number => number.Sid).HasMaxLength(34);
        builder.Property(number => number.Label).HasMaxLength(Number.LabelMaxLength);
        builder.Property(number => number.Country).HasMaxLength(2);
        builder.HasIndex(number => new { number.OrganizationId, number.PhoneNumber }).IsUnique();
        builder.Ignore(number => number.MayCall);
    }
}

internal sealed class NumberRepository(CrmVoiceDbContext db) : INumberRepository
{
    public void Add(Number number) => db.Numbers.Add(number);

    public Task<Number?> FindAsync(NumberId id, CancellationToken cancellationToken) =>
        db.Numbers.FirstOrDefaultAsync(number => number.Id == id, cancellationToken);

    public async Task<IReadOnlyList<Number>> ListAsync(CancellationToken cancellationToken) =>
        await db.Numbers.OrderBy(number => number.Position).ThenBy(number => number.Id).ToListAsync(cancellationToken);
}
