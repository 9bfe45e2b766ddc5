using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Identity;

internal sealed class ProviderAccountConfiguration : IEntityTypeConfiguration<ProviderAccount>
{
    public void Configure(EntityTypeBuilder<ProviderAccount> builder)
    {
        builder.ToTable("ProviderAccounts");
        builder.HasKey(account => account.Id);
        builder.Property(account => account.Id).ValueGeneratedNever();
        builder.Property(account => account.Issuer).HasMaxLength(SignInProvider.IssuerMaxLength);
        builder.Property(account => account.Subject).HasMaxLength(ProviderAccount.SubjectMaxLength);
        builder.HasIndex(account => new { account.OrganizationId, account.Issuer, account.Subject }).IsUnique();
        builder.HasIndex(account => account.MembershipId).IsUnique();
    }
}

internal sealed class ProviderAccountRepository(CrmVoiceDbContext db) : IProviderAccountRepository
{
    public void Add(ProviderAccount account) => db.ProviderAccounts.Add(account);

    public Task<ProviderAccount?> FindAsync(string issuer, string subject, CancellationToken cancellationToken) =>
        db.ProviderAccounts.FirstOrDefaultAsync(account => account.Issuer == issuer && account.Subject == subject, cancellationToken);

    public Task<ProviderAccount?> FindAsync(MembershipId member, CancellationToken cancellationToken) =>
        db.ProviderAccounts.FirstOrDefaultAsync(account => account.MembershipId == member, cancellationToken);

    public void Remove(ProviderAccount account) => db.ProviderAccounts.Remove(account);

    public async Task RemoveAllAsync(CancellationToken cancellationToken) =>
        db.RemoveRange(await db.ProviderAccounts.ToListAsync(cancellationToken));
}
