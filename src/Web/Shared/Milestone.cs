using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Web.Shared;

public enum MilestoneKind
{
    /// <summary>Somebody called in.</summary>
    CameIn,
    AgentRang,
    AgentAnswered,
    ContactRang,
    Talked,

    /// <summary>The contact was on hold, or is.</summary>
    Held,

    /// <summary>Somebody else came into the conversation.</summary>
    Joined,

    /// <summary>The contact was handed over, or came back.</summary>
    Transferred,

    /// <summary>Where it went no further, and why.</summary>
    Stopped,
    Ended,
}

/// <summary>One of the steps, five at most where nobody came in or was put on hold, in which people tell a call.</summary>
/// <param name="At">Null where nobody knows.</param>
/// <param name="Seconds">How long it took; null where that says nothing.</param>
public sealed record Milestone(MilestoneKind Kind, DateTimeOffset? At, int? Seconds = null)
{
    /// <summary>Of a step about somebody who came in.</summary>
    public LegView? Leg { get; init; }

    /// <summary>Of a step about a contact who was handed over.</summary>
    public TransferView? Transfer { get; init; }

    /// <summary>What has been reached, and at the end of a call what came of it.</summary>
    public static IReadOnlyList<Milestone> Of(CallView call)
    {
        var (agent, contact) = (LegOf(call, LegRole.Agent), LegOf(call, LegRole.Contact));
        var reached = new List<Milestone>();
        if (call.Direction is CallDirection.Inbound)
        {
            reached.Add(new(MilestoneKind.CameIn, call.RequestedAt));
        }

        if (HasRung(agent))
        {
            reached.Add(new(MilestoneKind.AgentRang, RangAt(agent), call.AgentRingSeconds));
        }

        if (call.AgentAnsweredAt is { } answered)
        {
            reached.Add(new(MilestoneKind.AgentAnswered, answered));
        }

        if (HasRung(contact) && call.Direction is CallDirection.Outbound)
        {
            reached.Add(new(MilestoneKind.ContactRang, RangAt(contact), call.ContactRingSeconds));
        }

        if (call.ConnectedAt is { } connected && call.Result is null or CallResult.Answered)
        {
            reached.Add(new(MilestoneKind.Talked, connected, TalkOfFirst(call)));
        }

        reached.AddRange(Holds(call, contact).Concat(Others(call)).Concat(Transfers(call)).OrderBy(milestone => milestone.At));
        return call.State is CallState.Ended ? [.. reached, .. EndOf(call, agent, contact)] : reached;
    }

    // Of a call that was handed over, how long the first of its agents talked.
    private static int? TalkOfFirst(CallView call) =>
        call is { Transfers.Count: > 0, Talks: [var first, ..] } ? CallWords.TalkOf(call, first.AgentLegId) : call.TalkSeconds;

    private static IEnumerable<Milestone> Holds(CallView call, LegView? contact) =>
        call.Holds.Where(hold => hold.LegId == contact?.Id)
            .Select(hold => new Milestone(MilestoneKind.Held, hold.From, (int?)(hold.To - hold.From)?.TotalSeconds));

    // Whoever was called for a transfer is told with it.
    private static IEnumerable<Milestone> Others(CallView call) =>
        call.Legs
            .Where(leg => leg.Role.Traits().IsTalker && (call.Talks is not [var first, ..] || first.AgentLegId != leg.Id))
            .Where(leg => call.Transfers.All(transfer => transfer.FromLegId != leg.Id && transfer.ToLegId != leg.Id))
            .Select(leg => (Leg: leg, call.Talks.FirstOrDefault(talk => talk.AgentLegId == leg.Id)?.From))
            .Where(joined => joined.From is not null)
            .Select(joined => new Milestone(MilestoneKind.Joined, joined.From) { Leg = joined.Leg });

    private static IEnumerable<Milestone> Transfers(CallView call) =>
        call.Transfers.Where(transfer => transfer.Result is not null)
            .Select(transfer => new Milestone(MilestoneKind.Transferred, transfer.EndedAt) { Transfer = transfer });

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
