using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

public interface ISeatRepository
{
    void Add(Seat seat);

    void Remove(Seat seat);

    Task<Seat?> FindAsync(MembershipId memberId, CancellationToken cancellationToken);

    /// <summary>Whether the member has a seat in a call that has not ended.</summary>
    Task<bool> IsInLiveCallAsync(MembershipId memberId, CancellationToken cancellationToken);

    /// <summary>Everybody who has a seat in a call.</summary>
    Task<IReadOnlyList<MembershipId>> ListMembersAsync(CallId callId, CancellationToken cancellationToken);
}
