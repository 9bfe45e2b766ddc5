namespace CrmVoice.Domain.Calls;

/// <summary>
/// What Twilio is to be told of a participant (Participant resource: "Update a Participant resource"); null leaves it as it is. It sets a
/// state, so that it may be repeated.
/// </summary>
/// <param name="Coaches">The SID of the leg that alone is to hear this one; only with <paramref name="Coaching"/>.</param>
public sealed record ParticipantUpdate(
    bool? Hold = null,
    bool? Muted = null,
    bool? EndsOnExit = null,
    bool? Coaching = null,
    string? Coaches = null)
{
    public bool IsEmpty => this == new ParticipantUpdate();

    /// <summary>Whether the participant stands as was asked.</summary>
    public bool IsSeenIn(RoomFlags flags) =>
        (Hold ?? flags.Hold) == flags.Hold
        && (Muted ?? flags.Muted) == flags.Muted
        && (EndsOnExit ?? flags.EndsOnExit) == flags.EndsOnExit
        && (Coaching ?? flags.Coaching) == flags.Coaching;
}
