using System.Text.Json.Nodes;

namespace CrmVoice.Faults.Tests.Support.Rooms;

/// <summary>What whoever is rung does.</summary>
internal enum Manner
{
    Answers,
    LetsItRingOut,

    /// <summary>Rings until somebody ends it.</summary>
    Rings,
}

/// <summary>A leg at Twilio.</summary>
internal sealed class PlayedLeg(string sid, string to, string url, string statusUrl, string legId)
{
    public string Sid => sid;

    public string To => to;

    /// <summary>Where its document is fetched.</summary>
    public string Url => url;

    public string StatusUrl => statusUrl;

    public string LegId => legId;

    public string Status { get; set; } = "queued";

    public bool IsOver => Status is "completed" or "no-answer" or "canceled";

    public bool IsIn { get; set; }

    public bool IsOnHold { get; set; }

    public bool IsMuted { get; set; }

    public bool EndsOnExit { get; set; }

    /// <summary>Where it goes once it has left the room; null before it was in one.</summary>
    public string? ActionUrl { get; set; }

    public int Sequence { get; set; }

    public DateTimeOffset CreatedAt { get; } = DateTimeOffset.UtcNow;

    public DateTimeOffset? EndedAt { get; set; }

    public JsonObject AsCall() => new()
    {
        ["sid"] = sid,
        ["status"] = Status,
        ["to"] = to,
        ["queue_time"] = "0",
        ["parent_call_sid"] = null,
        ["date_created"] = PlayedCall.Text(CreatedAt),
        ["start_time"] = PlayedCall.Text(CreatedAt),
        ["end_time"] = EndedAt is { } at ? PlayedCall.Text(at) : null,
        ["duration"] = IsOver ? "1" : null,
    };

    public JsonObject AsParticipant(string conferenceSid) => new()
    {
        ["call_sid"] = sid,
        ["conference_sid"] = conferenceSid,
        ["label"] = legId,
        ["hold"] = IsOnHold,
        ["muted"] = IsMuted,
        ["coaching"] = false,
        ["end_conference_on_exit"] = EndsOnExit,
        ["start_conference_on_enter"] = true,
        ["status"] = "connected",
        ["date_created"] = PlayedCall.Text(CreatedAt),
        ["date_updated"] = PlayedCall.Text(DateTimeOffset.UtcNow),
    };
}
