using CrmVoice.Sandbox.TwiML;

namespace CrmVoice.Sandbox.Conferences;

/// <summary>What an update of a participant asks for; null leaves things as they are (Twilio: Conference Participant resource).</summary>
internal sealed record ParticipantChange
{
    public bool? Muted { get; init; }

    public bool? Hold { get; init; }

    /// <summary>What is heard on hold; null is Twilio's own music.</summary>
    public TwimlSource? HoldSound { get; init; }

    public TwimlSource? Announcement { get; init; }

    public bool? EndsOnExit { get; init; }

    public bool? BeepsOnExit { get; init; }

    public bool? Coaching { get; init; }

    public string? CallSidToCoach { get; init; }

    /// <summary>Whether <see cref="Wait"/> is meant, which may be nothing at all.</summary>
    public bool ChangesWait { get; init; }

    public TwimlSource? Wait { get; init; }
}
