using System.Globalization;
using System.Resources;
using System.Text;
using CrmVoice.Domain.Common;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Shared;

/// <summary>Says what is wrong with a number: on pages in the reader's language, in problem documents in the caller's.</summary>
internal static class NumberWords
{
    private static readonly ResourceManager sentences = new("CrmVoice.Web.Resources.Words", typeof(NumberWords).Assembly);

    public static string Say(NumberProblem problem, CultureInfo language)
    {
        var key = $"number.{Kebab.Of(problem.Fault)}";
        var sentence =
            (problem.Part is null ? null : sentences.GetString($"{key}.area", language))
            ?? sentences.GetString(key, language)
            ?? throw new MissingManifestResourceException(key);
        return string.Format(language, sentence, Show(problem.Part ?? ""));
    }

    /// <summary>Beside a field: that the number cannot be called, and why.</summary>
    public static string Refuse(NumberProblem problem, IStringLocalizer<Words> words) =>
        $"{words[$"error.{RuleCodes.InvalidNumber}"]} {Say(problem, CultureInfo.CurrentUICulture)}";

    // What cannot be seen is named by its code.
    private static string Show(string part) =>
        string.Concat(
            part.EnumerateRunes()
                .Select(rune =>
                    Rune.GetUnicodeCategory(rune)
                        is UnicodeCategory.Control
                            or UnicodeCategory.PrivateUse
                            or UnicodeCategory.OtherNotAssigned
                            or UnicodeCategory.NonSpacingMark
                            or UnicodeCategory.EnclosingMark
                    || rune == Rune.ReplacementChar
                        ? $"U+{rune.Value:X4}"
                        : rune.ToString()));
}
