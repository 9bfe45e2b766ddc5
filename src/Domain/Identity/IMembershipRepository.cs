using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Identity;

public interface IMembershipRepository
{
    void Add(Membership membership);

    /// <summary>Null for an unknown id and for another organization's.</summary>
    Task<Membership?> FindAsync(MembershipId id, CancellationToken cancellationToken);
}
