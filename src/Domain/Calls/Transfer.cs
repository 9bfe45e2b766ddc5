using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

public enum TransferKind
{
    /// <summary>The agent leaves at once; the contact waits until the target takes over.</summary>
    Cold,

    /// <summary>The agent talks with the target first, while the contact is on hold.</summary>
    Warm,
}

public enum TransferResult
{
    /// <summary>The contact and the target could hear each other, and the agent has left.</summary>
    Taken,

    /// <summary>The contact is back with the agent.</summary>
    Returned,

    /// <summary>Neither the target nor the agent took the contact.</summary>
    NotTaken,

    /// <summary>The contact hung up before.</summary>
    ContactLeft,
}

/// <summary>
/// A contact being handed over, as people asked for it. What was asked is stored here; how far it came is told by the facts of the legs
/// and the room (<see cref="TransferFlow"/>).
/// </summary>
/// <param name="FromLegId">The leg of the agent who hands over.</param>
/// <param name="ToLegId">The leg of whoever is to take the contact.</param>
/// <param name="RequestedAt">UTC, our clock, as are all of its times.</param>
public sealed record Transfer(
    TransferId Id,
    TransferKind Kind,
    LegId FromLegId,
    LegId ToLegId,
    MembershipId RequestedBy,
    DateTimeOffset RequestedAt)
{
    /// <summary>The colleague who is to take the contact; null for a number outside.</summary>
    public MembershipId? ToMemberId { get; init; }

    /// <summary>The number outside (E.164); null for a colleague.</summary>
    public string? ToNumber { get; init; }

    /// <summary>When the agent asked to leave the two alone; of a cold transfer at once.</summary>
    public DateTimeOffset? CompletionRequestedAt { get; init; }

    /// <summary>When all three were put together.</summary>
    public DateTimeOffset? MergedAt { get; init; }

    /// <summary>When it was taken back.</summary>
    public DateTimeOffset? CanceledAt { get; init; }

    /// <summary>The leg on which the agent is rung once more, after the target of a cold transfer did not accept; null before.</summary>
    public LegId? ReturnLegId { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Null while it is under way.</summary>
    public TransferResult? Result { get; init; }

    public bool IsOpen => Result is null;

    /// <summary>Whether the contact is to be left with the target alone.</summary>
    public bool IsCompleting => CompletionRequestedAt is not null;
}
