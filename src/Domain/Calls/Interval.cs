using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>A span of time (UTC); <paramref name="To"/> is null while it lasts, or where its end is unknown.</summary>
/// <param name="IsEstimated">Whether one of its ends was not reported, and is the closest that is known.</param>
public readonly record struct Interval(DateTimeOffset From, DateTimeOffset? To, bool IsEstimated = false)
{
    /// <summary>Whole seconds; null without an end.</summary>
    public int? Seconds => To is { } to ? Math.Max(0, (int)Math.Round((to - From).TotalSeconds)) : null;

    public bool IsEmpty => To <= From;

    /// <summary>What both have in common; null where they do not overlap.</summary>
    public Interval? Overlap(Interval other)
    {
        var from = From > other.From ? From : other.From;
        var to = To is null || other.To < To ? other.To : To;
        return to < from ? null : new Interval(from, to, IsEstimated || other.IsEstimated);
    }

    /// <summary>What is left without the other one: up to two spans.</summary>
    public IEnumerable<Interval> Without(Interval other)
    {
        if (Overlap(other) is not { IsEmpty: false } taken)
        {
            yield return this;
            yield break;
        }

        if (From < taken.From)
        {
            yield return this with { To = taken.From, IsEstimated = taken.IsEstimated };
        }

        if (taken.To is { } end && (To is null || end < To))
        {
            yield return this with { From = end, IsEstimated = taken.IsEstimated };
        }
    }
}

public static class Intervals
{
    /// <summary>How long at least one of them lasted; null while one lasts.</summary>
    public static TimeSpan? Length(IEnumerable<Interval> intervals)
    {
        var (total, until) = (TimeSpan.Zero, DateTimeOffset.MinValue);
        foreach (var one in intervals.OrderBy(one => one.From))
        {
            if (one.To is not { } to)
            {
                return null;
            }

            var from = one.From > until ? one.From : until;
            total += to > from ? to - from : TimeSpan.Zero;
            until = to > until ? to : until;
        }

        return total;
    }

    public static IEnumerable<Interval> Without(this IEnumerable<Interval> intervals, IEnumerable<Interval> others) =>
        others.Aggregate(intervals, (left, other) => left.SelectMany(one => one.Without(other)));
}

/// <summary>When a leg could hear the others of its call.</summary>
public sealed record Presence(LegId LegId, Interval When);

/// <summary>When the contact and an agent, or a guest, could hear each other.</summary>
/// <param name="LegId">The agent's or the guest's leg.</param>
public sealed record Talk(LegId LegId, Interval When);

/// <summary>When a party heard music instead of the others.</summary>
public sealed record Hold(LegId LegId, Interval When);
