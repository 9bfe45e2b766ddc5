using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

public interface ICallRepository
{
    void Add(Call call);

    /// <summary>The whole aggregate; null for an unknown id and for another organization's.</summary>
    Task<Call?> FindAsync(CallId id, CancellationToken cancellationToken);

    /// <summary>Those that are known, whole.</summary>
    Task<IReadOnlyList<Call>> ListAsync(IReadOnlyCollection<CallId> ids, CancellationToken cancellationToken);

    /// <summary>Whose these legs and recordings are; those of no call of the organization are left out.</summary>
    Task<IReadOnlyDictionary<string, CallId>> FindOwnersAsync(IReadOnlyCollection<string> sids, CancellationToken cancellationToken);

    /// <summary>Which of these legs are legs of a known call, of whatever organization.</summary>
    Task<IReadOnlySet<string>> FindKnownLegsAsync(IReadOnlyCollection<string> callSids, CancellationToken cancellationToken);
}
