using CrmVoice.Sandbox.Calls;
using CrmVoice.Sandbox.TwiML;

namespace CrmVoice.Sandbox.Conferences;

internal enum DepartureKind
{
    /// <summary>The leg has ended or runs other TwiML: nothing of the Dial goes on.</summary>
    Interrupted,

    /// <summary>The leg has left by itself (a key, the Dial's time limit) or was thrown out, and its Dial is over.</summary>
    Left,

    /// <summary>The conference has ended.</summary>
    ConferenceEnded,

    /// <summary>The document to wait with could not be had.</summary>
    NotJoined,
}

/// <param name="WasOnHold">Whether the participant was on hold as it left.</param>
internal sealed record Departure(DepartureKind Kind, bool WasOnHold);

/// <summary>A leg in a room.</summary>
internal sealed class Participant(SandboxCall call, Conference conference, ConferenceTerms terms, DateTimeOffset joinedAt)
{
    private readonly TaskCompletionSource<Departure> departure = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SandboxCall Call => call;

    public Conference Conference => conference;

    public string? Label => terms.Label;

    public bool StartsOnEnter => terms.StartsOnEnter;

    public DateTimeOffset JoinedAt { get; } = joinedAt;

    public DateTimeOffset UpdatedAt { get; set; } = joinedAt;

    public bool EndsOnExit { get; set; } = terms.EndsOnExit;

    public bool BeepsOnExit { get; set; }

    public bool Muted { get; set; } = terms.Muted;

    public bool Hold { get; set; }

    public bool Coaching { get; set; } = terms.Coach is not null;

    public string? CallSidToCoach { get; set; } = terms.Coach;

    public TwimlSource? Wait { get; set; } = terms.Wait;

    /// <summary>Cancelled when the participant is to hear something else: the conference, hold music.</summary>
    public CancellationTokenSource Sound { get; set; } = new();

    public Task<Departure> Departure => departure.Task;

    public void Depart(Departure how) => departure.TrySetResult(how);

    /// <summary>
    /// Whether this participant hears that one now: nobody who is on hold hears or is heard, a muted one is not heard, and one who coaches
    /// is heard by the coached alone.
    /// </summary>
    public bool Hears(Participant other, bool strayCoachIsHeard) =>
        this != other
        && conference.Status == ConferenceStatus.InProgress
        && !Hold
        && other is { Hold: false, Muted: false }
        && (!other.Coaching || other.CallSidToCoach == call.Sid
            || (strayCoachIsHeard && conference.Participants.TrueForAll(each => each.Call.Sid != other.CallSidToCoach)));
}
