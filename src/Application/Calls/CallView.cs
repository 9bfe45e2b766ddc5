using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

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

    /// <summary>
    /// Whoever calls; of a call that came in from a SIP address or a browser that, and null where the caller shows nothing.
    /// </summary>
    public required string? From { get; init; }

    public required string To { get; init; }

    /// <summary>
    /// Which of the organization's numbers the call used; null where that is unknown: it came from a verified caller ID, or from a number
    /// that was not imported.
    /// </summary>
    public required CallNumberView? Number { get; init; }

    /// <summary>Which of them was called; null for a call that was placed. For pages, not for the API.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Guid? NumberId { get; init; }

    /// <summary>The agent in charge; null for a call that came in and that nobody has taken.</summary>
    public required PartyView? Agent { get; init; }

    public required PartyView? Contact { get; init; }

    /// <summary>The contact's telephone number (E.164), whoever called; null where there is none. For pages, not for the API.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? ContactNumber => Direction is CallDirection.Outbound ? To : PhoneNumber.IsValid(From) ? From : null;

    /// <summary>Who called in, as Twilio says; null for a call that was placed. For pages, not for the API.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IncomingCaller? Incoming { get; init; }

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

    /// <summary>How long the contact was on hold; null while it is, and on a bridge.</summary>
    public required int? HoldSeconds { get; init; }

    /// <summary>What goes on beside the state: <c>on-hold</c>, <c>consulting</c>, <c>alone</c>, <c>recording-paused</c>.</summary>
    public required IReadOnlyList<string> Live { get; init; }

    public required int? EstimatedWaitSeconds { get; init; }

    /// <summary>When it became unclear whether Twilio made the call (UTC); null once that is settled. For pages, not for the API.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset? CreateUnclearAt { get; init; }

    public required IReadOnlyList<LegView> Legs { get; init; }

    /// <summary>When the contact and each agent or guest could hear each other, in order.</summary>
    public required IReadOnlyList<TalkView> Talks { get; init; }

    /// <summary>When each party heard music instead of the others, in order.</summary>
    public required IReadOnlyList<HoldView> Holds { get; init; }

    public required IReadOnlyList<TransferView> Transfers { get; init; }

    public required IReadOnlyList<RecordingView> Recordings { get; init; }

    /// <summary>Since when an agent asks a supervisor for help; null where nobody does.</summary>
    public required DateTimeOffset? HelpRequestedAt { get; init; }

    /// <summary>Whether agents see that a supervisor takes part. For permissions, not for the API.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool TellsOfSupervision { get; init; }

    /// <summary>Who placed it; the agent may be another by now. For permissions, not for the API.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Guid PlacedBy { get; init; }

    /// <summary>
    /// The SIDs of the legs that are in the room now; read for a single call and for the live ones. For pages, not for the API.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<string> InRoom { get; init; } = [];

    public required string? Notes { get; init; }

    /// <summary>Goes up with every change of the notes; null where the notes are not shown.</summary>
    public required int? NotesVersion { get; init; }

    public required string? Disposition { get; init; }

    /// <summary>Whether a leg is in the room now and can be spoken to, put on hold or muted.</summary>
    public bool HasInRoom(LegView leg) => leg is { EndedAt: null, CallSid: { } sid } && InRoom.Contains(sid);

    /// <summary>
    /// The last transfer that was taken, where a member handed the contact over by it and left; null otherwise, and while the member is
    /// in the call.
    /// </summary>
    public TransferView? HandedOverBy(Guid member) =>
        Transfers.LastOrDefault(transfer => transfer.Result is TransferResult.Taken) is { } last
        && Legs.Any(leg => leg.Id == last.FromLegId && leg.Member?.Id == member)
        && !Legs.Any(leg => leg.EndedAt is null && leg.Member?.Id == member)
            ? last
            : null;
}

public sealed record PartyView(Guid Id, string Name);

/// <param name="Number">E.164.</param>
/// <param name="Label">What the organization calls it; empty where it does not.</param>
public sealed record CallNumberView(Guid Id, string Number, string Label);

/// <param name="LegId">The leg that left; null where the call was ended in CrmVoice or by nobody.</param>
/// <param name="Member">The member who ended the call; null where it was no member.</param>
public sealed record EndedByView(EndedByRole Role, Guid? LegId, PartyView? Member);

/// <summary>One Twilio call, its raw status beside ours.</summary>
public sealed record LegView
{
    public required Guid Id { get; init; }

    /// <summary>Null until Twilio is known to have it.</summary>
    public required string? CallSid { get; init; }

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

    public required bool Muted { get; init; }

    public required bool OnHold { get; init; }

    /// <summary>
    /// How it is to be, where Twilio has not said so yet. For pages, not for the API.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool HoldRequested { get; init; }

    /// <inheritdoc cref="HoldRequested"/>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool MuteRequested { get; init; }

    /// <summary>How a supervisor takes part; null for everybody else. For pages, not for the API.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public SupervisionMode? Supervision { get; init; }

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

/// <param name="AgentLegId">The agent's or the guest's leg.</param>
/// <param name="To">Null while it lasts.</param>
public sealed record TalkView(Guid AgentLegId, DateTimeOffset From, DateTimeOffset? To)
{
    internal static IReadOnlyList<TalkView> Of(IReadOnlyList<Talk> talks) =>
        [.. talks.Select(talk => new TalkView(talk.LegId.Value, talk.When.From, talk.When.To))];
}

/// <param name="To">Null while it lasts.</param>
public sealed record HoldView(Guid LegId, DateTimeOffset From, DateTimeOffset? To)
{
    internal static IReadOnlyList<HoldView> Of(IReadOnlyList<Hold> holds) =>
        [.. holds.Select(hold => new HoldView(hold.LegId.Value, hold.When.From, hold.When.To))];
}

/// <param name="To">To whom.</param>
/// <param name="ToLegId">The target's leg.</param>
/// <param name="Result">Null while it is under way.</param>
public sealed record TransferView(
    Guid Id,
    TransferKind Kind,
    Guid FromLegId,
    TransferTargetView To,
    Guid? ToLegId,
    DateTimeOffset RequestedAt,
    DateTimeOffset? EndedAt,
    TransferResult? Result)
{
    /// <summary>When the agent asked to leave the two alone. For pages, not for the API.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset? CompletionRequestedAt { get; init; }

    /// <summary>When all three were put together. For pages, not for the API.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset? MergedAt { get; init; }

    internal static IReadOnlyList<TransferView> Of(IReadOnlyList<Transfer> transfers) =>
    [
        .. transfers.Select(transfer => new TransferView(
            transfer.Id.Value,
            transfer.Kind,
            transfer.FromLegId.Value,
            new TransferTargetView(
                transfer.ToMemberId is { } member ? new PartyView(member.Value, "") : null,
                transfer.ToNumber),
            transfer.ToLegId.Value,
            transfer.RequestedAt,
            transfer.EndedAt,
            transfer.Result)
        {
            CompletionRequestedAt = transfer.CompletionRequestedAt,
            MergedAt = transfer.MergedAt,
        }),
    ];
}

/// <summary>A colleague or a number outside (E.164).</summary>
public sealed record TransferTargetView(PartyView? Member, string? Number);
