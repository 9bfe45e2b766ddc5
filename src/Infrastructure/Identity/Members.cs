using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Identity;

internal sealed class MembershipConfiguration : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("Memberships");
        builder.HasKey(membership => membership.Id);
        builder.Property(membership => membership.Id).ValueGeneratedNever();
        builder.Property(membership => membership.Version).IsConcurrencyToken();
        builder.Property(membership => membership.Name).HasMaxLength(Membership.NameMaxLength);
        builder.Property(membership => membership.Language).HasMaxLength(16);
        builder.HasIndex(membership => new { membership.OrganizationId, membership.UserId }).IsUnique();
        builder.HasIndex(membership => membership.UserId);
    }
}

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("ApiTokens");
        builder.HasKey(token => token.Id);
        builder.Property(token => token.Id).ValueGeneratedNever();
        builder.Property(token => token.Version).IsConcurrencyToken();
        builder.Property(token => token.Hash).HasMaxLength(64);
        builder.HasIndex(token => token.Hash).IsUnique();
        builder.HasOne<Membership>().WithMany().HasForeignKey(token => token.MembershipId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MembershipRepository(CrmVoiceDbContext db) : IMembershipRepository
{
    public void Add(Membership membership) => db.Memberships.Add(membership);

    public Task<Membership?> FindAsync(MembershipId id, CancellationToken cancellationToken) =>
        db.Memberships.FirstOrDefaultAsync(membership => membership.Id == id, cancellationToken);

    public Task<Membership?> FindAsync(UserId person, CancellationToken cancellationToken) =>
        db.Memberships.FirstOrDefaultAsync(membership => membership.UserId == person, cancellationToken);

    public Task<Membership?> FindOtherAdminAsync(MembershipId besides, CancellationToken cancellationToken) =>
        db.Memberships.OrderBy(membership => membership.Id)
            .FirstOrDefaultAsync(membership => membership.Id != besides && membership.Role == Role.Admin && membership.DeactivatedAt == null, cancellationToken);
}

/// <summary>Looks across organizations: nobody has entered one yet.</summary>
internal sealed class SignIns(CrmVoiceDbContext db) : ISignIns
{
    public async Task<IReadOnlyList<SignInMembership>> ListAsync(UserId userId, CancellationToken cancellationToken) => await (
            from membership in db.Memberships.IgnoreQueryFilters().AsNoTracking()
            join organization in db.Organizations.IgnoreQueryFilters().AsNoTracking() on membership.OrganizationId equals organization.Id
            where membership.UserId == userId && membership.DeactivatedAt == null
            orderby organization.Name
            select new SignInMembership(membership.Id, organization.Id, organization.Name, membership.Name, membership.Role, membership.Language ?? organization.Language))
        .ToListAsync(cancellationToken);
}

/// <summary>Looks across organizations: whose token it is says which one is meant.</summary>
internal sealed class ApiTokens(CrmVoiceDbContext db, TimeProvider clock) : IApiTokens
{
    public async Task<TokenOwner?> FindAsync(string tokenHash, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var owner = await (
                from token in db.ApiTokens.IgnoreQueryFilters().AsNoTracking()
                join membership in db.Memberships.IgnoreQueryFilters().AsNoTracking() on token.MembershipId equals membership.Id
                where token.Hash == tokenHash && token.RevokedAt == null && (token.EndsAt == null || token.EndsAt > now) && membership.DeactivatedAt == null
                select new TokenOwner(membership.UserId, membership.Id, membership.OrganizationId, membership.Role, membership.Language))
            .FirstOrDefaultAsync(cancellationToken);
        return owner is null || await db.Users.AnyAsync(user => user.Id == owner.UserId.Value && user.LockoutEnabled && user.LockoutEnd > now, cancellationToken) ? null : owner;
    }
}
