using System.Text;

namespace CrmVoice.Web.Shared;

public static class Initials
{
    /// <summary>Of the first and the last word that begin with a letter; "?" where none does.</summary>
    public static string Of(string? name)
    {
        Rune[] letters =
        [
            .. (name ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => word.EnumerateRunes().First())
                .Where(Rune.IsLetter),
        ];
        return letters switch
        {
            [] => "?",
            [var only] => $"{Rune.ToUpperInvariant(only)}",
            [var first, .., var last] => $"{Rune.ToUpperInvariant(first)}{Rune.ToUpperInvariant(last)}",
        };
    }
}
