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

/// <summary>One thing heard of a leg. A leg keeps the set of all of them, so that their order and repetition cannot matter.</summary>
/// <param name="At">When it happened by Twilio's clock (UTC); null where Twilio does not say. Never the time of arrival.</param>
/// <param name="DurationSeconds">Length from answer to end, with a final status of an answered leg.</param>
/// <param name="SipCode">Final SIP response code, such as 486 for busy.</param>
/// <param name="AnsweredBy">Twilio's word for who picked up, such as <c>human</c> or <c>machine_start</c>.</param>
/// <param name="Price">What Twilio charges for the leg; not negative.</param>
/// <param name="PriceUnit">Its currency (ISO 4217).</param>
public sealed record LegReport(
    LegStatus? Status,
    DateTimeOffset? At,
    FactSource Source,
    int? DurationSeconds = null,
    int? SipCode = null,
    string? AnsweredBy = null,
    decimal? Price = null,
    string? PriceUnit = null);
