using CrmVoice.Domain.Carrier;

namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>Takes stored webhooks into what they are about. The inbox knows nothing else of it.</summary>
public interface IWebhookTaker
{
    /// <summary>
    /// Takes each (<see cref="InboundWebhook.Take"/>), or puts it off with the reason, in the present unit of work. One that cannot be taken holds up no other.
    /// </summary>
    /// <param name="webhooks">In the order of their arrival, with their parameters.</param>
    Task TakeAsync(IReadOnlyList<InboundWebhook> webhooks, CancellationToken cancellationToken);
}
