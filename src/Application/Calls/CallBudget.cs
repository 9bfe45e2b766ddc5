using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls;

/// <summary>
/// Whether there is room for one more call. What is counted are the calls that are stored: what was refused is none, nor is what came again
/// with its key. Whoever is brought into a call counts as one of the calls of a minute. Of one agent no two calls are placed at once, since
/// there is one seat. Agents who call in the same instant do not see each other's call: an organization's day may end up with as many calls
/// too many as it has agents.
/// </summary>
internal sealed class CallBudget(IReadDb db)
{
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <exception cref="DomainRuleException">The agent or the organization has called as much as it may.</exception>
    public async Task EnsureRoomAsync(
        CallingProfile organization, MembershipId agent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await FindRefusalAsync(organization, agent, now, cancellationToken) is { } refusal)
        {
            throw refusal.AsException();
        }
    }

    /// <summary>Which limit is in the way of one more call; null where there is room.</summary>
    public async Task<LimitRefusal?> FindRefusalAsync(
        CallingProfile organization, MembershipId agent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var limits = organization.Limits;
        var (today, tomorrow) = LocalDays.Around(now, organization.TimeZone);
        var used = await ReadAsync(limits, agent, now - Minute, today, cancellationToken);
        return used switch
        {
            { InTheWay: { } call } => new LimitRefusal(LimitKind.CallsPerMinute) { RetryAfter = call + Minute - now },
            _ when used.OfAgent >= limits.CallsPerAgentPerDay => new LimitRefusal(LimitKind.AgentCallsPerDay) { AllowedFrom = tomorrow },
            _ when used.OfAll >= limits.CallsPerDay => new LimitRefusal(LimitKind.CallsPerDay) { AllowedFrom = tomorrow },
            _ when CallRates.MinutesOf(used.Seconds) >= limits.MinutesPerDay =>
                new LimitRefusal(LimitKind.MinutesPerDay) { AllowedFrom = tomorrow },
            _ => null,
        };
    }

    // All of it at once, each count along an index of its own, beside the newest call: where there is none, nothing is used up.
    // Conversations are added up only where they are limited.
    private async Task<Used> ReadAsync(
        CallingLimits limits, MembershipId agent, DateTimeOffset lately, DateTimeOffset today, CancellationToken cancellationToken)
    {
        var (others, isTimed) = (limits.CallsPerAgentPerMinute - 1, limits.MinutesPerDay is not null);
        return await db.Calls.OrderByDescending(newest => newest.RequestedAt)
            .Select(_ => new Used(
                db.Calls.Where(call => call.AgentId == agent && call.RequestedAt > lately)
                    .Select(call => (DateTimeOffset?)call.RequestedAt)
                    .Concat(db.Calls.SelectMany(call => call.Legs)
                        .Where(leg => leg.BroughtInBy == agent && leg.RequestedAt > lately)
                        .Select(leg => leg.RequestedAt))
                    .OrderByDescending(at => at).Skip(others).FirstOrDefault(),
                db.Calls.Count(call => call.AgentId == agent && call.RequestedAt >= today),
                db.Calls.Count(call => call.RequestedAt >= today && call.Direction == CallDirection.Outbound),
                isTimed
                    ? db.Calls.Where(call => call.RequestedAt >= today && call.Direction == CallDirection.Outbound)
                        .Sum(call => call.TalkSeconds ?? 0)
                    : 0))
            .FirstOrDefaultAsync(cancellationToken) ?? new Used(InTheWay: null, OfAgent: 0, OfAll: 0, Seconds: 0);
    }

    /// <param name="InTheWay">The call that has to be a minute old before there is room; null where there is.</param>
    private sealed record Used(DateTimeOffset? InTheWay, int OfAgent, int OfAll, int Seconds);
}
