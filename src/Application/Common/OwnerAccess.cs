using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Common;

internal static class OwnerAccess
{
    /// <exception cref="ForbiddenException">It belongs to somebody else, and the role lacks the permission.</exception>
    public static void EnsureOwnOr(this ICurrentUser user, Permission permission, MembershipId owner)
    {
        if (owner != user.MembershipId && !user.Role.May(permission))
        {
            throw new ForbiddenException();
        }
    }

    /// <param name="owners">Everybody whose it is.</param>
    /// <inheritdoc cref="EnsureOwnOr(ICurrentUser, Permission, MembershipId)" path="/exception"/>
    public static void EnsureOwnOr(this ICurrentUser user, Permission permission, IEnumerable<MembershipId> owners)
    {
        if (!owners.Contains(user.MembershipId))
        {
            user.EnsureOwnOr(permission, owners.First());
        }
    }
}
