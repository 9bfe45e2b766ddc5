using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Identity;

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("ApiTokens");
        builder.HasKey(token => token.Id);
        builder.Property(token => token.Id).ValueGeneratedNever();
        builder.Property(token => token.Version).IsConcurrencyToken();
        builder.Property(token => token.Name).HasMaxLength(ApiToken.NameMaxLength);
        builder.Property(token => token.Hash).HasMaxLength(64);
        builder.Property(token => token.Ending).HasMaxLength(ApiToken.EndingLength);
        builder.HasIndex(token => token.Hash).IsUnique();
        builder.HasOne<Membership>().WithMany().HasForeignKey(token => token.MembershipId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ApiTokenRepository(CrmVoiceDbContext db) : IApiTokenRepository
{
    public void Add(ApiToken token) => db.ApiTokens.Add(token);

    public Task<ApiToken?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.ApiTokens.FirstOrDefaultAsync(token => token.Id == id, cancellationToken);

    public async Task<IReadOnlyList<ApiToken>> ListLiveAsync(
        MembershipId member,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        await db.ApiTokens.Where(token =>
                token.MembershipId == member && token.RevokedAt == null && (token.EndsAt == null || token.EndsAt > now))
            .ToListAsync(cancellationToken);
}

/// <summary>Looks across organizations: whose token it is says which one is meant.</summary>
internal sealed class ApiTokens(CrmVoiceDbContext db, TokenUses uses, TimeProvider clock) : IApiTokens
{
    public async Task<TokenOwner?> FindAsync(string tokenHash, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = await (
            from token in db.ApiTokens.OfAllOrganizations().AsNoTracking()
            join membership in db.Memberships.OfAllOrganizations().AsNoTracking() on token.MembershipId equals membership.Id
            where
                token.Hash == tokenHash
                && token.RevokedAt == null
                && (token.EndsAt == null || token.EndsAt > now)
                && membership.DeactivatedAt == null
            select new
            {
                token.Id,
                token.LastUsedAt,
                Owner = new TokenOwner(
                    membership.UserId,
                    membership.Id,
                    membership.OrganizationId,
                    membership.Role,
                    membership.Language,
                    token.Scope),
            }
        ).FirstOrDefaultAsync(cancellationToken);
        if (found is null
            || await db.Users.AnyAsync(
                user => user.Id == found.Owner.UserId.Value && user.LockoutEnabled && user.LockoutEnd > now,
                cancellationToken))
        {
            return null;
        }

        uses.Note(found.Id, found.LastUsedAt, now);
        return found.Owner;
    }
}
