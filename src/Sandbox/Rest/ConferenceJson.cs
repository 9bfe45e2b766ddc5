using CrmVoice.Sandbox.Conferences;

namespace CrmVoice.Sandbox.Rest;

/// <summary>The Conference resource and the Participant resource (Twilio: their Properties).</summary>
internal static class ConferenceJson
{
    public static object Of(Conference conference) => new
    {
        AccountSid = conference.Account.Sid,
        DateCreated = conference.CreatedAt.Rfc2822(),
        DateUpdated = conference.UpdatedAt.Rfc2822(),
        ApiVersion = "2010-04-01",
        conference.FriendlyName,
        Region = conference.Region ?? Conference.DefaultRegion,
        conference.Sid,
        Status = conference.Status.Text(),
        Uri = Base(conference) + ".json",
        SubresourceUris = new
        {
            Participants = Base(conference) + "/Participants.json",
            Recordings = Base(conference) + "/Recordings.json",
        },
        ReasonConferenceEnded = conference.ReasonEnded,
        CallSidEndingConference = conference.CallSidEnding,
    };

    public static object Of(Participant participant) => new
    {
        AccountSid = participant.Call.Account.Sid,
        CallSid = participant.Call.Sid,
        participant.Label,
        participant.CallSidToCoach,
        participant.Coaching,
        ConferenceSid = participant.Conference.Sid,
        DateCreated = participant.JoinedAt.Rfc2822(),
        DateUpdated = participant.UpdatedAt.Rfc2822(),
        EndConferenceOnExit = participant.EndsOnExit,
        participant.Muted,
        participant.Hold,
        StartConferenceOnEnter = participant.StartsOnEnter,
        Status = "connected",
        QueueTime = (string?)null,
        Uri = $"{Base(participant.Conference)}/Participants/{participant.Call.Sid}.json",
    };

    private static string Base(Conference conference) => $"/2010-04-01/Accounts/{conference.Account.Sid}/Conferences/{conference.Sid}";
}
