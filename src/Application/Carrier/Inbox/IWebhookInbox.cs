using CrmVoice.Application.Carrier.Contracts;
namespace CrmVoice.Application.Carrier.Inbox;

/// <summary>Where webhooks are stored before anybody believes them.</summary>
public interface IWebhookInbox
{
    /// <summary>Returns once the webhook is on the disk, or was there already: only then may it be acknowledged.</summary>
    /// <param name="patience">Whoever has waited for so long is told that it was not stored; null for as long as it takes.</param>
    /// <exception cref="InboxUnavailableException">It could not be stored, or not in time.</exception>
    Task StoreAsync(IncomingWebhook webhook, TimeSpan? patience = null);
}

/// <summary>A webhook could not be stored; whoever sent it has to send it again.</summary>
public sealed class InboxUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
