using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;

namespace CrmVoice.Application.Identity;

internal static class LastAdminGuard
{
    /// <summary>
    /// Before an admin leaves or gets another role, another admin is marked as changed. If two admins remove each other at once, one of
    /// them gets a conflict, so one admin always remains.
    /// </summary>
    /// <exception cref="DomainRuleException">There is no other.</exception>
    public static async Task EnsureAnotherAdminAsync(
        this IMembershipRepository members,
        Membership leaving,
        CancellationToken cancellationToken)
    {
        if (leaving is { Role: Role.Admin, IsActive: true })
        {
            var other = await members.FindOtherAdminAsync(leaving.Id, cancellationToken)
                ?? throw new DomainRuleException(RuleCodes.LastAdmin, "An organization must keep at least one admin.");
            other.TouchAsRemainingAdmin();
        }
    }
}
