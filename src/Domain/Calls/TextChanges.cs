namespace CrmVoice.Domain.Calls;

/// <summary>Lines that replace others; where <paramref name="Start"/> is <paramref name="End"/>, they were added there.</summary>
/// <param name="Start">The first line that is replaced.</param>
/// <param name="End">The line after the last one that is replaced.</param>
internal sealed record TextChange(int Start, int End, IReadOnlyList<string> Lines)
{
    public bool IsAtSamePlaceAs(TextChange other) => (Start, End) == (other.Start, other.End);

    /// <summary>Whether both change the same line, or both add at the same place. Adjacent changes do not meet.</summary>
    public bool Meets(TextChange other) => (Start < other.End && other.Start < End) || IsAtSamePlaceAs(other);
}

internal static class TextChanges
{
    /// <summary>The changes from one text to another, from top to bottom; null where comparing would take too long.</summary>
    public static List<TextChange>? Between(string[] from, string[] to, int maxComparisons)
    {
        var (head, tail) = (0, 0);
        while (head < from.Length && head < to.Length && from[head] == to[head])
        {
            head++;
        }

        while (tail < from.Length - head && tail < to.Length - head && from[^(tail + 1)] == to[^(tail + 1)])
        {
            tail++;
        }

        var (removed, added) = (from[head..^tail], to[head..^tail]);
        return (long)removed.Length * added.Length > maxComparisons
            ? null
            : [.. Compare(removed, added).Select(change => change with { Start = change.Start + head, End = change.End + head })];
    }

    /// <summary>
    /// The changes of two sides in order of position; changes that meet form a pair. The second of a pair is
    /// null where nothing meets the first.
    /// </summary>
    public static IEnumerable<(TextChange Change, TextChange? Counterpart)> Pair(
        IReadOnlyList<TextChange> mine,
        IReadOnlyList<TextChange> theirs)
    {
        var (own, other) = (0, 0);
        while (own < mine.Count || other < theirs.Count)
        {
            if (own < mine.Count && other < theirs.Count && mine[own].Meets(theirs[other]))
            {
                yield return (mine[own++], theirs[other++]);
            }
            else if (other == theirs.Count || (own < mine.Count && IsBefore(mine[own], theirs[other])))
            {
                yield return (mine[own++], null);
            }
            else
            {
                yield return (theirs[other++], null);
            }
        }
    }

    private static bool IsBefore(TextChange one, TextChange other) => (one.Start, one.End).CompareTo((other.Start, other.End)) < 0;

    // By the longest common subsequence of the lines.
    private static IEnumerable<TextChange> Compare(string[] from, string[] to)
    {
        var common = CommonLengths(from, to);
        var (i, j) = (0, 0);
        while (i < from.Length || j < to.Length)
        {
            var (start, first) = (i, j);
            while ((i < from.Length || j < to.Length) && !(i < from.Length && j < to.Length && from[i] == to[j]))
            {
                if (j == to.Length || (i < from.Length && common[i + 1, j] >= common[i, j + 1]))
                {
                    i++;
                }
                else
                {
                    j++;
                }
            }

            if (i > start || j > first)
            {
                yield return new TextChange(start, i, to[first..j]);
            }

            (i, j) = (Math.Min(i + 1, from.Length), Math.Min(j + 1, to.Length));
        }
    }

    private static int[,] CommonLengths(string[] from, string[] to)
    {
        var lengths = new int[from.Length + 1, to.Length + 1];
        for (var i = from.Length - 1; i >= 0; i--)
        {
            for (var j = to.Length - 1; j >= 0; j--)
            {
                lengths[i, j] = from[i] == to[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        return lengths;
    }
}
