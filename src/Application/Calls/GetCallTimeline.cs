using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls;

/// <summary>Every step of a call in the order it was heard or done.</summary>
public sealed record GetCallTimeline(Guid CallId) : IQuery<IReadOnlyList<TimelineItem>>;

/// <param name="At">When it happened (UTC): Twilio's time if it sent a plausible one, else the time of arrival; null where unknown.</param>
/// <param name="ArrivedAt">When we heard or did it (UTC).</param>
/// <param name="Kind">What happened, one of <see cref="StepKinds"/>.</param>
/// <param name="Effect">
/// What it changed: <c>state:…</c>, <c>result:…</c>, <c>merged</c>, <c>confirmed</c>, <c>duplicate</c>, <c>sent</c> or <c>none</c>.
/// </param>
/// <param name="Note">Twilio's own word, or an error code.</param>
public sealed record TimelineItem(DateTimeOffset? At, DateTimeOffset ArrivedAt, LegRole? Leg, string Kind, StepEffect Effect, string? Note)
{
    /// <summary>
    /// The time as Twilio sent it, where the time of arrival replaces it; empty where Twilio sent none. For pages, not for the API.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? TimeAsSent { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsEstimated => TimeAsSent is not null;
}

internal sealed class GetCallTimelineHandler(IReadDb db, ICurrentUser user) : IRequestHandler<GetCallTimeline, IReadOnlyList<TimelineItem>>
{
    public async Task<IReadOnlyList<TimelineItem>> Handle(GetCallTimeline query, CancellationToken cancellationToken)
    {
        var id = new CallId(query.CallId);
        user.EnsureOwnOr(Permission.SeeAllCallsInFull, await db.GetOwnersAsync(id, cancellationToken));
        var isTold = user.Role.May(Permission.OverrideCalls)
            || await db.Calls.AnyAsync(call => call.Id == id && call.Settings.TellAgentsOfSupervision, cancellationToken);
        return await db.CallSteps
            .Where(step => step.CallId == id && (isTold || step.Leg == null || !LegRoles.Hidden.Contains(step.Leg.Value)))
            .OrderBy(step => step.ArrivedAt)
            .ThenBy(step => step.Id)
            .Select(step => new TimelineItem(step.At, step.ArrivedAt, step.Leg, step.Kind, step.Effect, step.Note)
            {
                TimeAsSent = step.TimeAsSent,
            })
            .ToListAsync(cancellationToken);
    }
}
