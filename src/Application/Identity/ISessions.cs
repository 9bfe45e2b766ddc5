using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;

namespace CrmVoice.Application.Identity;

/// <summary>
/// Sessions of signed-in people. A session begins with a correct password or by an organization's sign-in provider, ends when the person
/// signs out or it expires, and is valid only while the password is unchanged, the account not locked and the membership active. Looks
/// across organizations: a person may be in several.
/// </summary>
public interface ISessions
{
    /// <summary>With the present unit of work.</summary>
    /// <param name="onlyIn">
    /// The organization whose provider vouched for the person: the session leads into no other. Null for a password.
    /// </param>
    /// <returns>The id of the new session.</returns>
    Task<Guid> BeginAsync(UserId userId, OrganizationId? onlyIn, CancellationToken cancellationToken);

    /// <returns>What the person is by now; null where the session is over, or does not lead there.</returns>
    Task<SessionState?> FindAsync(Guid session, MembershipId membership, CancellationToken cancellationToken);

    /// <summary>With the present unit of work.</summary>
    /// <returns>False for one that is over already.</returns>
    Task<bool> EndAsync(Guid session, CancellationToken cancellationToken);

    /// <summary>Ends all sessions of somebody but this one, with the present unit of work.</summary>
    Task EndOthersAsync(UserId userId, Guid session, CancellationToken cancellationToken);

    /// <summary>Ends all sessions that began by an organization's provider, with the present unit of work.</summary>
    Task EndOfProviderAsync(OrganizationId organization, CancellationToken cancellationToken);

    /// <summary>Ends those of one person that began by an organization's provider, with the present unit of work.</summary>
    Task EndOfProviderAsync(OrganizationId organization, UserId person, CancellationToken cancellationToken);
}

/// <param name="IsInstallationAdmin">
/// Whether the person may create organizations; never in a session that an organization's provider vouched for.
/// </param>
/// <param name="LacksTwoFactor">
/// Whether the organization requires two-factor sign-in and the person has none yet; a provider sees to it by itself.
/// </param>
public sealed record SessionState(Role Role, bool IsInstallationAdmin, bool LacksTwoFactor);
