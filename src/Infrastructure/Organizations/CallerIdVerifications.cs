using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Organizations;

internal sealed class CallerIdVerificationConfiguration : IEntityTypeConfiguration<CallerIdVerification>
{
    public void Configure(EntityTypeBuilder<CallerIdVerification> builder)
    {
        builder.ToTable("CallerIdVerifications");
        builder.HasKey(verification => verification.Id);
        builder.Property(verification => verification.Id).ValueGeneratedNever();
        builder.Property(verification => verification.Version).IsConcurrencyToken();
        builder.Property(verification => verification.Label).HasMaxLength(Number.LabelMaxLength);
        builder.HasIndex(verification => new { verification.OrganizationId, verification.AskedAt });
        builder.HasIndex(verification => verification.AskedAt);
    }
}

internal sealed class CallerIdVerificationRepository(CrmVoiceDbContext db) : ICallerIdVerificationRepository
{
    public void Add(CallerIdVerification verification) => db.Add(verification);

    public Task<CallerIdVerification?> FindAsync(CallerIdVerificationId id, CancellationToken cancellationToken) =>
        db.CallerIdVerifications.FirstOrDefaultAsync(verification => verification.Id == id, cancellationToken);

    public async Task<IReadOnlyList<CallerIdVerification>> ListSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        await db.CallerIdVerifications
            .Where(verification => verification.AskedAt > since)
            .OrderByDescending(verification => verification.AskedAt)
            .ThenByDescending(verification => verification.Id)
            .ToListAsync(cancellationToken);
}
