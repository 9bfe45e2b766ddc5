using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Carrier;

public interface IInboundWebhookRepository
{
    void Add(InboundWebhook webhook);

    Task<InboundWebhook?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Those of these that are still pending, in the order of their arrival.</summary>
    Task<IReadOnlyList<InboundWebhook>> ListPendingAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>Whether one of these kinds, or any of this leg, waits to be taken into this call.</summary>
    Task<bool> IsAnyPendingAsync(CallId callId, LegId? legId, IReadOnlyCollection<string> kinds, CancellationToken cancellationToken);

    /// <summary>Those that were tried in vain: this one, or a thousand at most.</summary>
    Task<IReadOnlyList<InboundWebhook>> ListUnappliedAsync(long? id, CancellationToken cancellationToken);
}
