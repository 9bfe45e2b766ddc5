using System.Text.RegularExpressions;

namespace CrmVoice.Web.Shared;

/// <summary>A plus sign that was not encoded in an address arrives as a space: <c>?number=+5511987654321</c>.</summary>
internal static partial class UnencodedPlus
{
    public static string? Restore(string? number) => number is not null && E164BehindASpace().IsMatch(number) ? $"+{number[1..]}" : number;

    [GeneratedRegex(@"^ [1-9][0-9]{6,14}\z")]
    private static partial Regex E164BehindASpace();
}
