namespace CrmVoice.Web.Tests.Support;

/// <summary>A call as a client of the API reads it.</summary>
internal sealed record CallBody
{
    public required Guid Id { get; init; }

    public required string State { get; init; }

    public required string? Result { get; init; }

    public required CarrierErrorBody? CarrierError { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    public required PartyBody Agent { get; init; }

    public required PartyBody? Contact { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required DateTimeOffset? AgentAnsweredAt { get; init; }

    public required DateTimeOffset? ConnectedAt { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    public required DateTimeOffset? HangupRequestedAt { get; init; }

    public required int? AgentRingSeconds { get; init; }

    public required int? ContactRingSeconds { get; init; }

    public required int? TalkSeconds { get; init; }

    public required int? EstimatedWaitSeconds { get; init; }

    public required IReadOnlyList<LegBody> Legs { get; init; }

    public required IReadOnlyList<RecordingBody> Recordings { get; init; }

    public required string? Notes { get; init; }

    public required int? NotesVersion { get; init; }

    public LegBody AgentLeg => Legs.Single(leg => leg.Role == "agent");

    public LegBody ContactLeg => Legs.Single(leg => leg.Role == "contact");
}

internal sealed record CarrierErrorBody(int Code, string Message);

internal sealed record PartyBody(Guid Id, string Name);

internal sealed record LegBody(
    string CallSid,
    string? ParentCallSid,
    string Role,
    string Status,
    string? AnsweredBy,
    int? SipCode,
    DateTimeOffset? InitiatedAt,
    DateTimeOffset? RingingAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? EndedAt,
    int? DurationSeconds);

internal sealed record RecordingBody(Guid Id, string Sid, string Status, int? DurationSeconds, int? Channels);

internal sealed record StepBody(DateTimeOffset? At, DateTimeOffset ArrivedAt, string? Leg, string Kind, string Effect, string? Note);

internal sealed record EventBody(long Id, DateTimeOffset At, string Type, Guid CallId);

internal sealed record PageOf<TItem>(IReadOnlyList<TItem> Items, string? NextCursor = null, long NextAfter = 0);
