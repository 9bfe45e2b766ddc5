using System.Globalization;

namespace CrmVoice.Web.Shared;

/// <summary>Codes that people paste, such as SIDs: blanks and characters without a width come along from where they were copied.</summary>
internal static class PastedText
{
    public static string? WithoutBlanks(string? text) => text is null ? null : string.Concat(text.Where(IsShown));

    private static bool IsShown(char character) =>
        !char.IsWhiteSpace(character)
        && CharUnicodeInfo.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format);
}
