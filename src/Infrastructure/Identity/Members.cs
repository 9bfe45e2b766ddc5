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

internal sealed class MembershipRepository(CrmVoiceDbContext db) : IMembershipRepository
{
    public void Add(Membership membership) => db.Memberships.Add(membership);

    public Task<Membership?> FindAsync(MembershipId id, CancellationToken cancellationToken) =>
        db.Memberships.FirstOrDefaultAsync(membership => membership.Id == id, cancellationToken);

    public Task<Membership?> FindAsync(UserId person, CancellationToken cancellationToken) =>
        db.Memberships.FirstOrDefaultAsync(membership => membership.UserId == person, cancellationToken);

    public Task<Membership?> FindOtherAdminAsync(MembershipId besides, CancellationToken cancellationToken) =>
        db.Memberships.OrderBy(membership => membership.Id)
            .FirstOrDefaultAsync(
                membership => membership.Id != besides && membership.Role == Role.Admin && membership.DeactivatedAt == null,
                cancellationToken);
}

/// <summary>Looks across organizations: nobody has entered one yet.</summary>
internal sealed class SignIns(CrmVoiceDbContext db) : ISignIns
{
    public async Task<IReadOnlyList<SignInMembership>> ListAsync(UserId userId, CancellationToken cancellationToken) => await (
            from membership in db.Memberships.OfAllOrganizations().AsNoTracking()
            join organization in db.Organizations.OfAllOrganizations().AsNoTracking() on membership.OrganizationId equals organization.Id
            where membership.UserId == userId && membership.DeactivatedAt == null
            orderby organization.Name
            select new SignInMembership(
                membership.Id,
                organization.Id,
                organization.Name,
                membership.Name,
                membership.Role,
                membership.Language ?? organization.Language)
        ).ToListAsync(cancellationToken);
}
