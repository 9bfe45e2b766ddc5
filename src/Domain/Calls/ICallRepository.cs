using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

public interface ICallRepository
{
    void Add(Call call);

    /// <summary>The whole aggregate; null for an unknown id and for another organization's.</summary>
    Task<Call?> FindAsync(CallId id, CancellationToken cancellationToken);

    /// <summary>The whole aggregates; unknown ids are left out.</summary>
    Task<IReadOnlyList<Call>> ListAsync(IReadOnlyCollection<CallId> ids, CancellationToken cancellationToken);

    /// <summary>The whole aggregate that a leg with this SID belongs to; null where the organization has none.</summary>
    Task<Call?> FindBySidAsync(string callSid, CancellationToken cancellationToken);

    /// <summary>The calls that these leg and recording SIDs belong to; SIDs of no call of the organization are left out.</summary>
    Task<IReadOnlyDictionary<string, CallId>> FindOwnersAsync(IReadOnlyCollection<string> sids, CancellationToken cancellationToken);

    /// <summary>Which of these SIDs are legs of a known call, in any organization.</summary>
    Task<IReadOnlySet<string>> FindKnownLegsAsync(IReadOnlyCollection<string> callSids, CancellationToken cancellationToken);
}
