using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;

namespace CrmVoice.Application.Identity;

/// <summary>
/// Who is signed in where. A session begins with a right password, ends when its person signs out or its time is over, and holds only as long as the person's
/// password, account and membership are what they were. Looks across organizations: a person may be in several.
/// </summary>
public interface ISessions
{
    /// <summary>With the present unit of work.</summary>
    /// <returns>The name of the new session.</returns>
    Task<Guid> BeginAsync(UserId userId, CancellationToken cancellationToken);

    /// <returns>What the person is in the organization by now; null where the session is over, or the person is out.</returns>
    Task<SessionState?> FindAsync(Guid session, MembershipId membership, CancellationToken cancellationToken);

    /// <summary>With the present unit of work.</summary>
    /// <returns>False for one that is over already.</returns>
    Task<bool> EndAsync(Guid session, CancellationToken cancellationToken);

    /// <summary>Ends all sessions of somebody but this one, with the present unit of work.</summary>
    Task EndOthersAsync(UserId userId, Guid session, CancellationToken cancellationToken);
}

/// <param name="LacksTwoFactor">Whether the organization requires two-factor sign-in and the person has none yet.</param>
public sealed record SessionState(Role Role, bool LacksTwoFactor);
