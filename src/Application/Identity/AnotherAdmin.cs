using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;

namespace CrmVoice.Application.Identity;

internal static class AnotherAdmin
{
    /// <summary>
    /// Before an admin leaves or becomes something else, another one says to stay: two admins who take away each other's role at once would both be the other's
    /// reason, and one of them finds that changed.
    /// </summary>
    /// <exception cref="DomainRuleException">There is no other.</exception>
    public static async Task EnsureAnotherAdminAsync(this IMembershipRepository members, Membership leaving, CancellationToken cancellationToken)
    {
        if (leaving is { Role: Role.Admin, IsActive: true })
        {
            var other = await members.FindOtherAdminAsync(leaving.Id, cancellationToken)
                ?? throw new DomainRuleException(RuleCodes.LastAdmin, "An organization keeps at least one admin.");
            other.StayAdmin();
        }
    }
}
