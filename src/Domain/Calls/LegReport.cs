using System.Globalization;

namespace CrmVoice.Domain.Calls;

/// <summary>How a fact about a leg was learned, most trusted first.</summary>
public enum FactSource
{
    /// <summary>A status callback, with Twilio's own <c>Timestamp</c>.</summary>
    Callback,

    /// <summary>The result that Twilio reports when a <c>Dial</c> is over; it carries no time.</summary>
    DialResult,

    /// <summary>Twilio was asked (Call resource).</summary>
    LookUp,

    /// <summary>What a TwiML request or the answer to our own request says in passing.</summary>
    Request,
}

/// <summary>One report about a leg. A leg keeps the set of all reports, so that their order and repetition cannot matter.</summary>
/// <param name="At">When it happened by Twilio's clock (UTC); null where Twilio sent no time, or an implausible one.</param>
/// <param name="DurationSeconds">Length from answer to end, with a final status of an answered leg.</param>
/// <param name="SipCode">Final SIP response code, such as 486 for busy.</param>
/// <param name="AnsweredBy">Twilio's word for who picked up, such as <c>human</c> or <c>machine_start</c>.</param>
/// <param name="Price">What Twilio charges for the leg; not negative.</param>
/// <param name="PriceUnit">Its currency (ISO 4217).</param>
/// <param name="TimeAsSent">The time as Twilio sent it, kept where it is not plausible; empty where Twilio sent none.</param>
/// <param name="EstimatedAt">The time of arrival (UTC, our clock), used in place of an implausible time.</param>
public sealed record LegReport(
    LegStatus? Status,
    DateTimeOffset? At,
    FactSource Source,
    int? DurationSeconds = null,
    int? SipCode = null,
    string? AnsweredBy = null,
    decimal? Price = null,
    string? PriceUnit = null,
    string? TimeAsSent = null,
    DateTimeOffset? EstimatedAt = null)
{
    public const int TimeAsSentMaxLength = 64;

    // Clocks differ, and tests replay what was recorded.
    private static readonly TimeSpan maxClockDifference = TimeSpan.FromHours(24);

    private bool HasTime => Status is not null && (At is not null || Source is FactSource.Callback || TimeAsSent is { Length: > 0 });

    /// <summary>When it happened, as far as anybody knows.</summary>
    public DateTimeOffset? Time() => At ?? EstimatedAt;

    /// <summary>Keeps the time that was sent if it is plausible, else uses the time of arrival.</summary>
    internal LegReport WithPlausibleTime(DateTimeOffset requestedAt, DateTimeOffset arrivedAt) =>
        this switch
        {
            { HasTime: false } => this,
            { At: { } at } when requestedAt - maxClockDifference <= at && at <= arrivedAt + maxClockDifference => this with
            {
                TimeAsSent = null,
            },
            _ => this with { At = null, EstimatedAt = arrivedAt, TimeAsSent = TextOfTime() },
        };

    /// <summary>The same thing, whenever it arrived.</summary>
    internal bool SaysTheSameAs(LegReport other) => this with { EstimatedAt = null } == other with { EstimatedAt = null };

    private string TextOfTime()
    {
        var text = TimeAsSent ?? At?.ToString("R", CultureInfo.InvariantCulture) ?? "";
        return text.Length <= TimeAsSentMaxLength
            ? text
            : text[..(char.IsHighSurrogate(text[TimeAsSentMaxLength - 1]) ? TimeAsSentMaxLength - 1 : TimeAsSentMaxLength)];
    }
}
