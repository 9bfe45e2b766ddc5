using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>
/// Puts two texts together that began as one. What each changed in lines of its own is kept; lines that both wrote at one place, or both went on with, stand
/// one below the other; where both changed the same words, people have to decide.
/// </summary>
public static class NotesMerge
{
    // Comparing goes with the product of the changed lines, and people do not rewrite a thousand lines at once.
    private const int MostComparisons = 1_000_000;

    /// <param name="basis">What both began with.</param>
    /// <returns>Null where the two cannot be put together.</returns>
    public static string? Of(string basis, string mine, string theirs)
    {
        // Browsers end lines in their own way; a text that nobody else touched stays as it is.
        var (was, own, other) = (LineEndings.Unify(basis), LineEndings.Unify(mine), LineEndings.Unify(theirs));
        return own == was || own == other ? theirs : other == was ? own : Merge(LinesOf(was), LinesOf(own), LinesOf(other));
    }

    // Somebody who took all away left no line, not an empty one.
    private static string[] LinesOf(string text) => text.Length == 0 ? [] : text.Split('\n');

    private static string? Merge(string[] basis, string[] mine, string[] theirs)
    {
        if (LineChanges.Between(basis, mine, MostComparisons) is not { } own || LineChanges.Between(basis, theirs, MostComparisons) is not { } others)
        {
            return null;
        }

        List<string> merged = [];
        var at = 0;
        foreach (var (change, counterpart) in LineChanges.Pair(own, others))
        {
            if (Join(basis[change.Start..change.End], change, counterpart ?? change) is not { } joined)
            {
                return null;
            }

            merged.AddRange([.. basis[at..change.Start], .. joined]);
            at = change.End;
        }

        return string.Join('\n', merged.Concat(basis[at..]));
    }

    private static IEnumerable<string>? Join(string[] basis, LineChange mine, LineChange theirs)
    {
        if (!mine.IsAtSamePlaceAs(theirs))
        {
            return null;
        }

        // Also what was stored already, with more to it by now, without its writer having heard so.
        if (Holds(theirs.Lines, mine.Lines))
        {
            return theirs.Lines;
        }

        if (Holds(mine.Lines, theirs.Lines))
        {
            return mine.Lines;
        }

        return HasOnlyAdded(basis, mine.Lines) && HasOnlyAdded(basis, theirs.Lines) ? theirs.Lines.Concat(mine.Lines) : null;
    }

    private static bool Holds(IReadOnlyList<string> lines, IReadOnlyList<string> others) =>
        others.Count == 0 ? lines.Count == 0 : Enumerable.Range(0, lines.Count).Any(at => lines.Skip(at).Take(others.Count).SequenceEqual(others));

    // Lines that take no other's place, or one that goes on where it ended.
    private static bool HasOnlyAdded(string[] basis, IReadOnlyList<string> lines) => basis switch
    {
        [] => true,
        [var line] => line.Length == 0 || (lines.Count > 0 && lines[0].StartsWith(line, StringComparison.Ordinal)),
        _ => false,
    };
}
