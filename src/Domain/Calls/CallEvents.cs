using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>A call is over, and what became of it is known.</summary>
public sealed record CallEnded(CallId CallId, OrganizationId OrganizationId) : IDomainEvent;

/// <summary>An ended call turns out to have been answered.</summary>
public sealed record CallFoundAnswered(CallId CallId, OrganizationId OrganizationId) : IDomainEvent;

/// <summary>Something new is known about a call; views of it have to be refreshed.</summary>
/// <param name="AgentId">The agent in charge; null where nobody is.</param>
public sealed record CallChanged(CallId CallId, OrganizationId OrganizationId, MembershipId? AgentId, string Type, DateTimeOffset At)
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
