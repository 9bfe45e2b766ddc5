using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Identity;

public interface IMembershipRepository
{
    void Add(Membership membership);

    /// <summary>Null for an unknown id and for another organization's.</summary>
    Task<Membership?> FindAsync(MembershipId id, CancellationToken cancellationToken);

    /// <summary>What a person is in the organization; null for somebody who never was in it.</summary>
    Task<Membership?> FindAsync(UserId person, CancellationToken cancellationToken);

    /// <summary>An admin besides this one who may come in; null where there is none.</summary>
    Task<Membership?> FindOtherAdminAsync(MembershipId besides, CancellationToken cancellationToken);
}
