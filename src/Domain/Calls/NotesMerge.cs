using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>
/// Merges two edits of the same text. Changes to different lines are all kept; lines that both added at the same place, or both continued,
/// are placed one below the other; where both changed the same words, people have to decide.
/// </summary>
public static class NotesMerge
{
    // The cost of comparing grows with the product of the changed lines, and people do not rewrite a thousand lines at once.
    private const int MaxComparisons = 1_000_000;

    /// <param name="basis">The text that both started from.</param>
    /// <returns>Null where the two cannot be put together.</returns>
    public static string? Of(string basis, string mine, string theirs)
    {
        // Browsers end lines in their own way; a text that nobody else touched stays as it is.
        var (was, own, other) = (LineEndings.Unify(basis), LineEndings.Unify(mine), LineEndings.Unify(theirs));
        return own == was || own == other ? theirs : other == was ? own : Merge(LinesOf(was), LinesOf(own), LinesOf(other));
    }

    // An empty text has no lines, rather than one empty line.
    private static string[] LinesOf(string text) => text.Length == 0 ? [] : text.Split('\n');

    private static string? Merge(string[] basis, string[] mine, string[] theirs)
    {
        if (TextChanges.Between(basis, mine, MaxComparisons) is not { } own
            || TextChanges.Between(basis, theirs, MaxComparisons) is not { } others)
        {
            return null;
        }

        List<string> merged = [];
        var at = 0;
        foreach (var (change, counterpart) in TextChanges.Pair(own, others))
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

    private static IEnumerable<string>? Join(string[] basis, TextChange mine, TextChange theirs)
    {
        if (!mine.IsAtSamePlaceAs(theirs))
        {
            return null;
        }

        // Also covers a text that was stored, and extended since, without its writer knowing.
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
        others.Count == 0
            ? lines.Count == 0
            : Enumerable.Range(0, lines.Count).Any(at => lines.Skip(at).Take(others.Count).SequenceEqual(others));

    // Lines that replace none, or one line that is continued at its end.
    private static bool HasOnlyAdded(string[] basis, IReadOnlyList<string> lines) => basis switch
    {
        [] => true,
        [var line] => line.Length == 0 || (lines.Count > 0 && lines[0].StartsWith(line, StringComparison.Ordinal)),
        _ => false,
    };
}
