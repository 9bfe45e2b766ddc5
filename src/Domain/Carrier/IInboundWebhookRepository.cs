using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Carrier;

public interface IInboundWebhookRepository
{
    void Add(InboundWebhook webhook);

    Task<InboundWebhook?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>The ones that are still pending, in order of arrival.</summary>
    Task<IReadOnlyList<InboundWebhook>> ListPendingAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>Whether a webhook of one of these kinds, or any about this leg, waits to be applied to this call.</summary>
    Task<bool> IsAnyPendingAsync(CallId callId, LegId? legId, IReadOnlyCollection<string> kinds, CancellationToken cancellationToken);

    /// <summary>Those that could not be applied: only this one, or a thousand at most.</summary>
    Task<IReadOnlyList<InboundWebhook>> ListUnappliedAsync(long? id, CancellationToken cancellationToken);
}
