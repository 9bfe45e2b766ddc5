namespace CrmVoice.Domain.Common;

/// <summary>
/// When something was received (UTC, our clock), and by which webhook, if any, so that a line of the timeline
/// can be traced to what Twilio sent.
/// </summary>
/// <param name="WebhookKey">The key of the stored webhook; null for what we asked or did ourselves.</param>
public readonly record struct Receipt(DateTimeOffset At, string? WebhookKey = null)
{
    public static implicit operator Receipt(DateTimeOffset at) => FromDateTimeOffset(at);

    public static Receipt FromDateTimeOffset(DateTimeOffset at) => new(at);
}
