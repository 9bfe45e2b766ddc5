namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>
/// How long a webhook waits for what may be locked or away. Twilio was told to wait for four seconds where somebody is on the line, and for
/// five otherwise (<c>CallbackUrls</c>): what is answered later is answered to nobody.
/// </summary>
internal static class WebhookTimeouts
{
    /// <summary>For whose account it is signed with.</summary>
    public static readonly TimeSpan ToVerify = TimeSpan.FromSeconds(1.3);

    /// <summary>For an answer to what Twilio asks.</summary>
    public static readonly TimeSpan ToAnswer = TimeSpan.FromSeconds(1.9);

    /// <summary>For an answer that takes too long to end without leaving anything behind.</summary>
    public static readonly TimeSpan ToCallOff = TimeSpan.FromSeconds(0.2);

    /// <summary>For a report to be stored.</summary>
    public static readonly TimeSpan ToStore = TimeSpan.FromSeconds(3);

    /// <summary>
    /// For what a question said to be stored that could not be answered; it goes on waiting when nobody waits for it any more.
    /// </summary>
    public static readonly TimeSpan ToKeep = TimeSpan.FromSeconds(0.2);

    /// <summary>For the words in which somebody is told that something broke.</summary>
    public static readonly TimeSpan ToApologize = TimeSpan.FromSeconds(0.3);
}
