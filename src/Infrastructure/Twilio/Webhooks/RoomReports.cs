using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Infrastructure.Twilio.Webhooks;

/// <summary>Translates what Twilio says of a conference (TwiML Conference: "statusCallback", request parameters).</summary>
internal static class RoomReports
{
    public static RoomReport OfConference(this TwilioParameters twilio, RoomEvent happened, string conferenceSid) => new(
        happened,
        conferenceSid,
        CallSid: null,
        Flags: null,
        RoomSource.Callback,
        twilio.Timestamp,
        twilio.SequenceNumber,
        twilio.ReasonConferenceEnded,
        twilio.CallSidEndingConference);

    /// <exception cref="MalformedWebhookException">It does not say whose leg it is.</exception>
    public static RoomReport OfParticipant(this TwilioParameters twilio, RoomEvent happened, string conferenceSid) => new(
        happened,
        conferenceSid,
        twilio.CallSid,
        FlagsOf(twilio),
        RoomSource.Callback,
        twilio.Timestamp,
        twilio.SequenceNumber,
        twilio.ReasonParticipantLeft);

    private static RoomFlags? FlagsOf(TwilioParameters twilio) => twilio is { Hold: { } hold, Muted: { } muted }
        ? new RoomFlags(hold, muted, twilio.Coaching is true, twilio.EndsOnExit is true)
        : null;
}
