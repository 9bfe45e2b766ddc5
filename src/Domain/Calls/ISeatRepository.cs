using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

public interface ISeatRepository
{
    void Add(Seat seat);

    void Remove(Seat seat);

    /// <summary>Null where the member is in no live call.</summary>
    Task<Seat?> FindAsync(MembershipId memberId, CancellationToken cancellationToken);
}
