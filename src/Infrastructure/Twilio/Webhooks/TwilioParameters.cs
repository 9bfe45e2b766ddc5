using System.Globalization;
using System.Text.RegularExpressions;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Infrastructure.Twilio.Webhooks;

/// <summary>
/// What a webhook says, as far as CrmVoice uses it (Twilio: "Voice webhooks", request parameters). What Twilio leaves out, or what is not
/// in Twilio's form, is null; fields that are not named here are ignored, since Twilio adds new ones.
/// </summary>
internal sealed partial class TwilioParameters(IEnumerable<KeyValuePair<string, string>> fields)
{
    private static readonly string[] timeFormats = ["d MMM yyyy HH:mm:ss zzz", "d MMM yyyy HH:mm:ss 'GMT'"];

    private readonly Dictionary<string, string> values = fields
        .GroupBy(field => field.Key, StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => same.First().Value, StringComparer.Ordinal);

    /// <exception cref="MalformedWebhookException">There is none, or it has not Twilio's form.</exception>
    public string CallSid => Find("CallSid", CallSidForm()) ?? throw new MalformedWebhookException("CallSid");

    public string? ParentCallSid => Find("ParentCallSid", CallSidForm());

    public string? From => Find("From");

    /// <summary>Only where the number looks callers up, which costs.</summary>
    public string? CallerName => Find("CallerName");

    /// <summary>Where the caller's number is from, such as <c>São Paulo, SP, BR</c>; often unknown.</summary>
    public string? FromPlace =>
        string.Join(", ", new[] { Find("FromCity"), Find("FromState"), Find("FromCountry") }.Where(part => !string.IsNullOrWhiteSpace(part)))
            is { Length: > 0 } place ? place : null;

    public string? ForwardedFrom => Find("ForwardedFrom");

    public LegStatus? CallStatus => LegStatuses.FromTwilio(Find("CallStatus"));

    /// <summary>When it happened by Twilio's clock (UTC).</summary>
    public DateTimeOffset? Timestamp => ReadTime(TimestampAsSent);

    public string? TimestampAsSent => Find("Timestamp");

    public int? CallDuration => Number("CallDuration");

    public int? SipResponseCode => Number("SipResponseCode") is >= 100 and < 700 and var code ? code : null;

    public string? AnsweredBy => Find("AnsweredBy", WordForm());

    public LegStatus? DialCallStatus => LegStatuses.FromTwilio(Find("DialCallStatus"));

    public string? DialCallSid => Find("DialCallSid", CallSidForm());

    public bool? DialBridged => Flag("DialBridged");

    public int? DialCallDuration => Number("DialCallDuration");

    public string? Digits => Find("Digits");

    public int? ErrorCode => Number("ErrorCode");

    /// <exception cref="MalformedWebhookException">There is none, or it has not Twilio's form.</exception>
    public string RecordingSid => Find("RecordingSid", RecordingSidForm()) ?? throw new MalformedWebhookException("RecordingSid");

    public string? RecordingSidIfAny => Find("RecordingSid", RecordingSidForm());

    /// <summary>A word that is new to us says at least that there is a recording, and not that it is ready.</summary>
    /// <exception cref="MalformedWebhookException">There is none.</exception>
    public RecordingStatus RecordingStatus => Find("RecordingStatus") switch
    {
        null or "" => throw new MalformedWebhookException("RecordingStatus"),
        "completed" => RecordingStatus.Completed,
        "absent" or "failed" => RecordingStatus.Absent,
        _ => RecordingStatus.InProgress,
    };

    public int? RecordingDuration => Number("RecordingDuration");

    /// <summary>The recording is of TwiML Record; false where Twilio does not say.</summary>
    public bool IsVoicemail => Find("RecordingSource") is "RecordVerb";

    public int? RecordingChannels => Number("RecordingChannels");

    /// <exception cref="MalformedWebhookException">There is none, or it has not Twilio's form.</exception>
    public string ConferenceSid => Find("ConferenceSid", ConferenceSidForm()) ?? throw new MalformedWebhookException("ConferenceSid");

    public string? FriendlyName => Find("FriendlyName");

    public int? SequenceNumber => Number("SequenceNumber");

    /// <exception cref="MalformedWebhookException">There is none.</exception>
    public string RoomEvent => Find("StatusCallbackEvent") is { Length: > 0 } word
        ? word
        : throw new MalformedWebhookException("StatusCallbackEvent");

    public bool? Hold => Flag("Hold");

    public bool? Muted => Flag("Muted");

    public bool? Coaching => Flag("Coaching");

    public bool? EndsOnExit => Flag("EndConferenceOnExit");

    public string? ReasonParticipantLeft => Find("ReasonParticipantLeft", ReasonForm());

    public string? ReasonConferenceEnded => Find("ReasonConferenceEnded", ReasonForm());

    public string? CallSidEndingConference => Find("CallSidEndingConference", CallSidForm());

    // RFC 2822: a weekday may stand in front, and nothing hangs on it.
    private static DateTimeOffset? ReadTime(string? text)
    {
        var withoutWeekday = text?[(text.IndexOf(',', StringComparison.Ordinal) + 1)..].Trim();
        return DateTimeOffset.TryParseExact(
            withoutWeekday,
            timeFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            ? time
            : null;
    }

    private bool? Flag(string name) => Find(name) switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    private int? Number(string name) =>
        int.TryParse(Find(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string? Find(string name, Regex form) => Find(name) is { } value && form.IsMatch(value) ? value : null;

    private string? Find(string name) => values.GetValueOrDefault(name);

    // \z, not $: a dollar sign would let a trailing line feed pass.
    [GeneratedRegex(@"^CA[0-9a-fA-F]{32}\z")]
    private static partial Regex CallSidForm();

    [GeneratedRegex(@"^RE[0-9a-fA-F]{32}\z")]
    private static partial Regex RecordingSidForm();

    [GeneratedRegex(@"^CF[0-9a-fA-F]{32}\z")]
    private static partial Regex ConferenceSidForm();

    [GeneratedRegex(@"^[A-Za-z_-]{1,64}\z")]
    private static partial Regex ReasonForm();

    [GeneratedRegex(@"^[a-z_]{1,40}\z")]
    private static partial Regex WordForm();
}
