using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;

namespace CrmVoice.Application.Identity;

/// <summary>
/// The memberships of a person, over all organizations: what signing in and switching organizations need before an organization is entered.
/// </summary>
public interface ISignIns
{
    /// <summary>In the order of the organizations' names; empty for somebody who is a member of none, or was deactivated in all.</summary>
    Task<IReadOnlyList<SignInMembership>> ListAsync(UserId userId, CancellationToken cancellationToken);
}

/// <param name="Language">What the person chose, else the organization's.</param>
public sealed record SignInMembership(
    MembershipId Id,
    OrganizationId OrganizationId,
    string OrganizationName,
    string Name,
    Role Role,
    string Language);
