using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>Looks across organizations: what it is about is in none.</summary>
internal sealed class Installation(CrmVoiceDbContext db) : IInstallation
{
    public async Task<IReadOnlyList<OrganizationRow>> ListOrganizationsAsync(CancellationToken cancellationToken)
    {
        var members = db.Memberships.OfAllOrganizations().AsNoTracking();
        return await db.Organizations.OfAllOrganizations().AsNoTracking()
            .OrderBy(organization => organization.Name)
            .ThenBy(organization => organization.Id)
            .Select(organization => new OrganizationRow(
                organization.Id.Value,
                organization.Name,
                organization.Country,
                organization.CreatedAt,
                members.Count(member => member.OrganizationId == organization.Id && member.DeactivatedAt == null),
                organization.TwilioAccount != null))
            .ToListAsync(cancellationToken);
    }

    public Task<bool> IsAdminAsync(UserId person, CancellationToken cancellationToken) =>
        db.Users.AnyAsync(user => user.Id == person.Value && user.IsInstallationAdmin, cancellationToken);

    public Task<bool> HasOtherAdminAsync(UserId besides, CancellationToken cancellationToken) =>
        db.Users.AnyAsync(user => user.Id != besides.Value && user.IsInstallationAdmin, cancellationToken);

    public async Task ChangeAdminAsync(UserId person, bool isAdmin, CancellationToken cancellationToken)
    {
        // Somebody who is being added with the same unit of work is found as well.
        var user = await db.Users.FindAsync([person.Value], cancellationToken)
            ?? throw new InvalidOperationException("There is no such person.");
        (user.IsInstallationAdmin, user.ConcurrencyStamp) = (isAdmin, People.NewStamp());
    }
}
