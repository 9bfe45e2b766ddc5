using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Identity;

public interface IMembershipRepository
{
    void Add(Membership membership);

    /// <summary>Null for an unknown id and for another organization's.</summary>
    Task<Membership?> FindAsync(MembershipId id, CancellationToken cancellationToken);

    /// <summary>A person's membership in the organization, active or not; null for somebody who was never in it.</summary>
    Task<Membership?> FindAsync(UserId person, CancellationToken cancellationToken);

    /// <summary>An active admin other than this one; null where there is none.</summary>
    Task<Membership?> FindOtherAdminAsync(MembershipId besides, CancellationToken cancellationToken);
}
