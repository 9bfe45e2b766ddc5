using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Application.Calls;

/// <summary>A call as the REST API and the pages show it. Times are UTC; numbers E.164.</summary>
public sealed record CallView
{
    public required Guid Id { get; init; }

    public required CallDirection Direction { get; init; }

    public required Topology Topology { get; init; }

    public required CallState State { get; init; }

    public required CallResult? Result { get; init; }

    public required CarrierErrorView? CarrierError { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    public required PartyView Agent { get; init; }

    public required PartyView? Contact { get; init; }

    public required Guid? OpportunityId { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required DateTimeOffset? AgentAnsweredAt { get; init; }

    public required DateTimeOffset? ConnectedAt { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>Null until the call has ended, and for calls that ended before this was recorded.</summary>
    public required EndedByView? EndedBy { get; init; }

    public required DateTimeOffset? HangupRequestedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required int? AgentRingSeconds { get; init; }

    public required int? ContactRingSeconds { get; init; }

    public required int? TalkSeconds { get; init; }

    public required int? EstimatedWaitSeconds { get; init; }

    /// <summary>When it became unclear whether Twilio made the call (UTC); null once that is settled. For pages, not for the API.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset? CreateUnclearAt { get; init; }

    public required IReadOnlyList<LegView> Legs { get; init; }

    public required IReadOnlyList<RecordingView> Recordings { get; init; }

    public required string? Notes { get; init; }

    /// <summary>Goes up with every change of the notes; null where the notes are not shown.</summary>
    public required int? NotesVersion { get; init; }

    public required string? Disposition { get; init; }
}

public sealed record PartyView(Guid Id, string Name);

/// <param name="LegId">The leg that left; null where the call was ended in CrmVoice or by nobody.</param>
/// <param name="Member">The member who ended the call; null where it was no member.</param>
public sealed record EndedByView(EndedByRole Role, Guid? LegId, PartyView? Member);

/// <summary>One Twilio call, its raw status beside ours.</summary>
public sealed record LegView
{
    public required Guid Id { get; init; }

    public required string CallSid { get; init; }

    public required string? ParentCallSid { get; init; }

    public required LegRole Role { get; init; }

    public required Party Party { get; init; }

    /// <summary>The member whose leg it is; null for people outside the organization.</summary>
    public required PartyView? Member { get; init; }

    public required LegStatus Status { get; init; }

    public required string? AnsweredBy { get; init; }

    public required int? SipCode { get; init; }

    public required DateTimeOffset? InitiatedAt { get; init; }

    public required DateTimeOffset? RingingAt { get; init; }

    public required DateTimeOffset? AnsweredAt { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    public required int? DurationSeconds { get; init; }

    /// <summary>
    /// Whether one of these times is an estimate, since Twilio sent none or an implausible one. For pages, not for the API.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool HasEstimatedTimes { get; init; }

    /// <summary>What Twilio charges for it. For pages whose reader may see prices, not for the API.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public decimal? Price { get; init; }

    /// <summary>ISO 4217.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? PriceUnit { get; init; }
}

public sealed record RecordingView
{
    public required Guid Id { get; init; }

    public required string Sid { get; init; }

    public required RecordingStatus Status { get; init; }

    public required int? DurationSeconds { get; init; }

    public required int? Channels { get; init; }
}
