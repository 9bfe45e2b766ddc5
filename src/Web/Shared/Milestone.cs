using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Web.Shared;

public enum MilestoneKind
{
    AgentRang,
    AgentAnswered,
    ContactRang,
    Talked,

    /// <summary>Where it went no further, and why.</summary>
    Stopped,
    Ended,
}

/// <summary>One of the steps, five at most, in which people tell a call.</summary>
/// <param name="At">Null where nobody knows.</param>
/// <param name="Seconds">How long it took; null where that says nothing.</param>
public sealed record Milestone(MilestoneKind Kind, DateTimeOffset? At, int? Seconds = null)
{
    /// <summary>What has been reached, and at the end of a call what came of it.</summary>
    public static IReadOnlyList<Milestone> Of(CallView call)
    {
        var (agent, contact) = (LegOf(call, LegRole.Agent), LegOf(call, LegRole.Contact));
        var reached = new List<Milestone>();
        if (HasRung(agent))
        {
            reached.Add(new(MilestoneKind.AgentRang, RangAt(agent), call.AgentRingSeconds));
        }

        if (call.AgentAnsweredAt is { } answered)
        {
            reached.Add(new(MilestoneKind.AgentAnswered, answered));
        }

        if (HasRung(contact))
        {
            reached.Add(new(MilestoneKind.ContactRang, RangAt(contact), call.ContactRingSeconds));
        }

        if (call.ConnectedAt is { } connected && call.Result is null or CallResult.Answered)
        {
            reached.Add(new(MilestoneKind.Talked, connected, call.TalkSeconds));
        }

        return call.State is CallState.Ended ? [.. reached, .. EndOf(call, agent, contact)] : reached;
    }

    private static IEnumerable<Milestone> EndOf(CallView call, LegView? agent, LegView? contact)
    {
        if (call.Result is { } result and not CallResult.Answered)
        {
            var pickedUp = result is CallResult.ContactMachine ? contact?.AnsweredAt : null;
            yield return new(MilestoneKind.Stopped, pickedUp ?? contact?.EndedAt ?? agent?.EndedAt ?? call.EndedAt);
        }

        yield return new(MilestoneKind.Ended, call.EndedAt);
    }

    private static LegView? LegOf(CallView call, LegRole role) => call.Legs.FirstOrDefault(leg => leg.Role == role);

    // That a telephone rang may never have been told where it was picked up.
    private static bool HasRung(LegView? leg) => (leg?.RingingAt ?? leg?.AnsweredAt) is not null;

    private static DateTimeOffset? RangAt(LegView? leg) => leg?.RingingAt ?? leg?.InitiatedAt;
}
