using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Identity;

internal sealed class PhoneCodeConfiguration : IEntityTypeConfiguration<PhoneCode>
{
    public void Configure(EntityTypeBuilder<PhoneCode> builder)
    {
        builder.ToTable("PhoneCodes");
        builder.HasKey(code => code.Id);
        builder.Property(code => code.Id).ValueGeneratedNever();
        builder.Property(code => code.Version).IsConcurrencyToken();
        builder.Property(code => code.Hash).HasMaxLength(64);
        builder.HasIndex(code => new { code.MembershipId, code.SentAt });
    }
}

internal sealed class PhoneCodeRepository(CrmVoiceDbContext db) : IPhoneCodeRepository
{
    public void Add(PhoneCode code) => db.Add(code);

    public void Remove(PhoneCode code) => db.Remove(code);

    public Task<PhoneCode?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Set<PhoneCode>().FirstOrDefaultAsync(code => code.Id == id, cancellationToken);

    public async Task<IReadOnlyList<PhoneCode>> ListSinceAsync(
        MembershipId member,
        DateTimeOffset since,
        CancellationToken cancellationToken) =>
        await db.Set<PhoneCode>()
            .Where(code => code.MembershipId == member && code.SentAt > since)
            .OrderByDescending(code => code.SentAt)
            .ThenByDescending(code => code.Id)
            .ToListAsync(cancellationToken);
}
