using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Common;

internal static class OwnerAccess
{
    /// <exception cref="ForbiddenException">It is another person's, and the role does not make up for it.</exception>
    public static void EnsureOwnOr(this ICurrentUser user, Permission permission, MembershipId owner)
    {
        if (owner != user.MembershipId && !user.Role.May(permission))
        {
            throw new ForbiddenException();
        }
    }
}
