using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>
/// What Twilio says of one leg. The first eight and <see cref="Initiated"/> are Twilio's own words (Call resource: "Call status values");
/// the last five are final. Ordered by progress.
/// </summary>
public enum LegStatus
{
    Queued,
    Initiated,
    Ringing,
    InProgress,
    Completed,
    Busy,
    NoAnswer,
    Failed,
    Canceled,
}

public static class LegStatuses
{
    public static bool IsFinal(this LegStatus status) => status >= LegStatus.Completed;

    /// <summary>Twilio's spelling, such as <c>in-progress</c>.</summary>
    public static string ToTwilio(this LegStatus status) => Kebab.Of(status);

    /// <summary>
    /// Reads Twilio's spelling; null for a word that is not Twilio's. <c>answered</c> is what <c>DialCallStatus</c> may say
    /// where a call resource says <c>completed</c> (TwiML Dial: "action").
    /// </summary>
    public static LegStatus? FromTwilio(string? word) => word is "answered" ? LegStatus.Completed : Kebab.TryRead<LegStatus>(word);
}
