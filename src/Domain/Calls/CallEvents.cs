using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>A call was asked for; Twilio is to be asked once this is stored.</summary>
public sealed record CallPlaced(CallId CallId, OrganizationId OrganizationId) : IDomainEvent;

/// <summary>A member is in a live call from now on.</summary>
public sealed record SeatTaken(CallId CallId, OrganizationId OrganizationId, MembershipId MemberId) : IDomainEvent;

/// <summary>A member is not in this live call any more.</summary>
public sealed record SeatGivenBack(CallId CallId, OrganizationId OrganizationId, MembershipId MemberId) : IDomainEvent;

/// <summary>A leg at Twilio has to be ended: the agent asked for it, or the leg should not be there.</summary>
/// <param name="Within">How long it may take to end by itself.</param>
public sealed record LegHangupNeeded(CallId CallId, OrganizationId OrganizationId, string CallSid, TimeSpan Within = default)
    : IDomainEvent;

/// <summary>Twilio is to be asked for one more leg of a call.</summary>
public sealed record LegRequested(CallId CallId, OrganizationId OrganizationId, LegId LegId) : IDomainEvent;

/// <summary>A leg was told to join the room; whether it did has to be reported soon.</summary>
public sealed record JoinExpected(CallId CallId, OrganizationId OrganizationId) : IDomainEvent;

/// <summary>A leg is to leave the room and hear why the call is over.</summary>
public sealed record LegClosingNeeded(CallId CallId, OrganizationId OrganizationId, LegId LegId) : IDomainEvent;

/// <summary>A participant does not stand in the room as it should.</summary>
public sealed record ParticipantUpdateNeeded(CallId CallId, OrganizationId OrganizationId, LegId LegId) : IDomainEvent;

/// <summary>The contact's leg is to be recorded, or its recording is to be paused or to go on.</summary>
public sealed record RecordingNeeded(CallId CallId, OrganizationId OrganizationId) : IDomainEvent;

/// <summary>The contact's side is to hear keys.</summary>
public sealed record DigitsNeeded(CallId CallId, OrganizationId OrganizationId, LegId LegId, string Digits) : IDomainEvent;

/// <summary>Twilio may or may not have made the call; it has to be looked for, and never asked for again.</summary>
/// <param name="LegId">Which leg; null for the agent's that the call begins with.</param>
public sealed record CreateBecameUnclear(CallId CallId, OrganizationId OrganizationId, LegId? LegId = null) : IDomainEvent;

/// <summary>The agent's leg is over and nobody has said whether the contact's phone was ever dialled; Twilio knows.</summary>
public sealed record ContactLegInDoubt(CallId CallId, OrganizationId OrganizationId) : IDomainEvent;

/// <summary>Something new is known about a call; views of it have to be refreshed.</summary>
public sealed record CallChanged(CallId CallId, OrganizationId OrganizationId, MembershipId AgentId, string Type, DateTimeOffset At)
    : IDomainEvent;

/// <summary>One line of a call's timeline.</summary>
/// <param name="At">When it happened (UTC): Twilio's time if it sent a plausible one, else the time of arrival; null where unknown.</param>
/// <param name="ArrivedAt">When we heard or did it (UTC).</param>
/// <param name="Kind">What happened, one of <see cref="StepKinds"/>.</param>
/// <param name="Effect">What it changed.</param>
/// <param name="Note">Twilio's own word, an error code, or nothing. Never a number, a body or a token.</param>
/// <param name="WebhookKey">The key of the webhook that said so; null for what we asked or did ourselves.</param>
/// <param name="TimeAsSent">
/// The time as Twilio sent it, where it is not plausible and <paramref name="At"/> is the time of arrival; empty where Twilio sent none.
/// </param>
public sealed record CallStepTaken(
    CallId CallId,
    OrganizationId OrganizationId,
    DateTimeOffset? At,
    DateTimeOffset ArrivedAt,
    LegRole? Leg,
    string Kind,
    StepEffect Effect,
    string? Note,
    string? WebhookKey = null,
    string? TimeAsSent = null) : IDomainEvent;
