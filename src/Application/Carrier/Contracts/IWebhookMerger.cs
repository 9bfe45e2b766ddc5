using CrmVoice.Domain.Carrier;

namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>Applies stored webhooks to what they are about. The inbox knows nothing else about that.</summary>
public interface IWebhookMerger
{
    /// <summary>Whose webhooks it applies.</summary>
    WebhookSubject[] Subjects { get; }

    /// <summary>
    /// Applies each (<see cref="InboundWebhook.Take"/>), or postpones it with the reason, in the current unit of work. One that cannot be
    /// applied does not hold up the others.
    /// </summary>
    /// <param name="webhooks">In the order of their arrival, with their parameters.</param>
    Task TakeAsync(IReadOnlyList<InboundWebhook> webhooks, CancellationToken cancellationToken);
}
