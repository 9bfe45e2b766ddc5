using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Twilio.Rest;
using Twilio.Rest.Api.V2010.Account.Conference;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>What Twilio says of a participant (Participant resource), in the application's words.</summary>
internal static class ParticipantAnswers
{
    // Longer than an answer takes.
    private static readonly TimeSpan justNow = TimeSpan.FromSeconds(15);

    /// <summary>How it stands after an update.</summary>
    /// <param name="answeredAt">When Twilio answered, by its own clock (UTC); used where <c>date_updated</c> is of another time.</param>
    /// <returns>Null where it does not say all of it.</returns>
    public static RoomReport? ToAnswer(this ParticipantResource participant, ParticipantOrder order, DateTimeOffset answeredAt)
    {
        DateTimeOffset? updatedAt = participant.DateUpdated;
        return FlagsOf(participant) is { } flags
            ? new RoomReport(
                RoomEvent.ParticipantModify,
                order.ConferenceSid,
                order.CallSid,
                flags,
                RoomSource.Answer,
                updatedAt is { } at && (at - answeredAt).Duration() <= justNow ? at : answeredAt)
            : null;
    }

    /// <summary>That it is in the room.</summary>
    /// <returns>Null where it has no call's SID.</returns>
    public static RoomReport? ToJoin(this ParticipantResource participant, string conferenceSid) =>
        participant.CallSid is { Length: > 0 } sid
            ? new RoomReport(
                RoomEvent.ParticipantJoin,
                conferenceSid,
                sid,
                FlagsOf(participant),
                RoomSource.List,
                participant.DateCreated)
            : null;

    /// <summary>Twilio understood and will not do it, now or later.</summary>
    public static bool IsRefusal(this TwilioErrorException error) =>
        error.Status is >= 400 and < 500 and not (408 or 429) && (error.TwilioCode is not null || error.Status is not 404);

    public static CarrierError ToError(this TwilioErrorException error) => new(error.Code, error.Message);

    private static RoomFlags? FlagsOf(ParticipantResource participant) =>
        participant is { Hold: { } hold, Muted: { } muted, EndConferenceOnExit: { } endsOnExit }
            ? new RoomFlags(hold, muted, participant.Coaching is true, endsOnExit)
            : null;
}
