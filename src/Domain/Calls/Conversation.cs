using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>A span of time (UTC); <paramref name="To"/> is null while it lasts, or where its end is unknown.</summary>
public readonly record struct Interval(DateTimeOffset From, DateTimeOffset? To)
{
    /// <summary>Whole seconds; null without an end.</summary>
    public int? Seconds => To is { } to ? Math.Max(0, (int)Math.Round((to - From).TotalSeconds)) : null;

    /// <summary>What both have in common; null where they do not overlap.</summary>
    public Interval? Overlap(Interval other)
    {
        var from = From > other.From ? From : other.From;
        var to = To is null || other.To < To ? other.To : To;
        return to < from ? null : new Interval(from, to);
    }
}

/// <summary>When a leg could hear the others of its call.</summary>
public sealed record Presence(LegId LegId, Interval When);

/// <summary>When the contact and an agent, or a guest, could hear each other.</summary>
/// <param name="LegId">The agent's or the guest's leg.</param>
public sealed record Talk(LegId LegId, Interval When);
