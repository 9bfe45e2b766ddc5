using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Identity;

/// <summary>
/// The installation as a whole: its organizations, and who may add to them. Being an installation admin is a person's, belongs to no
/// organization and opens none.
/// </summary>
public interface IInstallation
{
    /// <summary>All organizations by name: that they are there, and nothing of what is in them.</summary>
    Task<IReadOnlyList<OrganizationRow>> ListOrganizationsAsync(CancellationToken cancellationToken);

    Task<bool> IsAdminAsync(UserId person, CancellationToken cancellationToken);

    /// <summary>Whether there is an installation admin besides this person.</summary>
    Task<bool> HasOtherAdminAsync(UserId besides, CancellationToken cancellationToken);

    /// <summary>Makes somebody an installation admin, or no longer, with the present unit of work.</summary>
    Task ChangeAdminAsync(UserId person, bool isAdmin, CancellationToken cancellationToken);
}

/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="CreatedAt">UTC; null for those from before it was kept.</param>
/// <param name="Members">How many are active.</param>
/// <param name="HasTwilio">Whether a Twilio account is connected.</param>
public sealed record OrganizationRow(Guid Id, string Name, string Country, DateTimeOffset? CreatedAt, int Members, bool HasTwilio);
