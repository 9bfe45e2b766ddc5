using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Identity;

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("Invitations");
        builder.HasKey(invitation => invitation.Id);
        builder.Property(invitation => invitation.Id).ValueGeneratedNever();
        builder.Property(invitation => invitation.Version).IsConcurrencyToken();
        builder.Property(invitation => invitation.Email).HasMaxLength(Invitation.EmailMaxLength);
        builder.Property(invitation => invitation.Name).HasMaxLength(Membership.NameMaxLength);
        builder.Property(invitation => invitation.TokenHash).HasMaxLength(64);
        builder.HasIndex(invitation => invitation.TokenHash).IsUnique();
        builder.HasIndex(invitation => new { invitation.OrganizationId, invitation.Email });
    }
}

internal sealed class InvitationRepository(CrmVoiceDbContext db) : IInvitationRepository
{
    public void Add(Invitation invitation) => db.Invitations.Add(invitation);

    public Task<Invitation?> FindAsync(InvitationId id, CancellationToken cancellationToken) =>
        db.Invitations.FirstOrDefaultAsync(invitation => invitation.Id == id, cancellationToken);

    public async Task<IReadOnlyList<Invitation>> ListPendingAsync(string email, CancellationToken cancellationToken)
    {
        var written = Invitation.Write(email);
        return await db.Invitations
            .Where(invitation => invitation.Email == written && invitation.AcceptedAt == null && invitation.RevokedAt == null)
            .ToListAsync(cancellationToken);
    }
}

/// <summary>Looks across organizations: the link says which one is meant.</summary>
internal sealed class Invitations(CrmVoiceDbContext db, IPeople people, TimeProvider clock) : IInvitations
{
    public async Task<FoundInvitation?> FindAsync(string? token, CancellationToken cancellationToken)
    {
        var hash = ApiToken.HashOf(token ?? "");
        var found = await (
            from invitation in db.Invitations.OfAllOrganizations().AsNoTracking()
            join organization in db.Organizations.OfAllOrganizations().AsNoTracking() on invitation.OrganizationId equals organization.Id
            where invitation.TokenHash == hash
            select new { Invitation = invitation, organization.Name }
        ).FirstOrDefaultAsync(cancellationToken);
        return found is null
            ? null
            : new FoundInvitation(
                found.Invitation.Id,
                found.Invitation.OrganizationId,
                found.Name,
                found.Invitation.Name,
                found.Invitation.Email,
                found.Invitation.StateAt(clock.GetUtcNow()),
                await people.FindAsync(found.Invitation.Email, cancellationToken));
    }
}
