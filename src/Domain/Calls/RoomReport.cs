namespace CrmVoice.Domain.Calls;

/// <summary>
/// What Twilio reports of a conference (TwiML Conference: "statusCallbackEvent"). Names are Twilio's words, in its spelling after
/// <c>Kebab</c>.
/// </summary>
public enum RoomEvent
{
    ConferenceStart,
    ConferenceEnd,
    ParticipantJoin,
    ParticipantLeave,
    ParticipantMute,
    ParticipantUnmute,
    ParticipantHold,
    ParticipantUnhold,
    ParticipantModify,
    AnnouncementEnd,
    AnnouncementFail,
}

/// <summary>How a fact about a room was learned.</summary>
public enum RoomSource
{
    /// <summary>A conference callback, with Twilio's own <c>Timestamp</c>.</summary>
    Callback,

    /// <summary>Twilio's answer to an update of a participant.</summary>
    Answer,

    /// <summary>Twilio's list of who is in the conference now (Participant resource).</summary>
    List,
}

/// <summary>How a participant stands in the conference: each report of a participant says all of it.</summary>
/// <param name="EndsOnExit">Whether the conference ends for everybody when this participant leaves.</param>
public sealed record RoomFlags(bool Hold, bool Muted, bool Coaching, bool EndsOnExit);

/// <summary>
/// One thing heard of a conference. A call keeps the set of all, so that their order and repetition cannot matter.
/// </summary>
/// <param name="CallSid">The participant's leg; null where it is about the conference.</param>
/// <param name="Flags">How the participant stands; null where that is not said.</param>
/// <param name="At">When it happened by Twilio's clock (UTC); null where Twilio sent no plausible time.</param>
/// <param name="Sequence">
/// Twilio's <c>SequenceNumber</c> of a callback; of an answer, the highest that had been reported when it came.
/// </param>
/// <param name="LeaveReason">Twilio's word for why a participant left, such as <c>participant_hung_up</c>.</param>
/// <param name="EndedByCallSid">The leg whose leaving ended the conference.</param>
/// <param name="EstimatedAt">The time of arrival (UTC, our clock), used where there is no plausible time.</param>
public sealed record RoomReport(
    RoomEvent Event,
    string ConferenceSid,
    string? CallSid,
    RoomFlags? Flags,
    RoomSource Source,
    DateTimeOffset? At,
    int? Sequence = null,
    string? LeaveReason = null,
    string? EndedByCallSid = null,
    DateTimeOffset? EstimatedAt = null)
{
    public const int LeaveReasonMaxLength = 64;

    private static readonly TimeSpan maxClockDifference = TimeSpan.FromHours(24);

    /// <summary>When it happened, as far as anybody knows.</summary>
    public DateTimeOffset Time() => At ?? EstimatedAt ?? DateTimeOffset.MinValue;

    internal RoomReport WithPlausibleTime(DateTimeOffset requestedAt, DateTimeOffset arrivedAt) =>
        At is { } at && requestedAt - maxClockDifference <= at && at <= arrivedAt + maxClockDifference
            ? this
            : this with { At = null, EstimatedAt = arrivedAt };

    /// <summary>The same thing, whenever it arrived.</summary>
    internal bool SaysTheSameAs(RoomReport other) => this with { EstimatedAt = null } == other with { EstimatedAt = null };
}
