using CrmVoice.Application.Carrier.Contracts;
namespace CrmVoice.Application.Carrier.Inbox;

/// <summary>Stores webhooks before they are applied.</summary>
public interface IWebhookInbox
{
    /// <summary>Returns once the webhook is on the disk, or was there already: only then may it be acknowledged.</summary>
    /// <param name="patience">How long to wait for it to be stored; null for as long as it takes.</param>
    /// <exception cref="InboxUnavailableException">It could not be stored, or not in time.</exception>
    Task StoreAsync(IncomingWebhook webhook, TimeSpan? patience = null);
}

/// <summary>A webhook could not be stored; the sender has to send it again.</summary>
public sealed class InboxUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
