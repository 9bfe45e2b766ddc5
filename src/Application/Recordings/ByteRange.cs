using System.Globalization;
using System.Text.RegularExpressions;

namespace CrmVoice.Application.Recordings;

/// <summary>The one range of bytes that a Range header asks for (RFC 9110, section 14.1.2).</summary>
/// <param name="First">The offset of the first byte; null for a suffix range.</param>
/// <param name="Last">The offset of the last byte, or the length of a suffix range; null for everything that follows.</param>
public sealed partial record ByteRange(long? First, long? Last)
{
    public static readonly ByteRange FirstByte = new(0, 0);

    /// <summary>
    /// Null where there is no header, or it does not ask for exactly one range of bytes: the whole is then the right answer.
    /// </summary>
    public static ByteRange? Read(string? header)
    {
        if (Form().Match(header ?? "") is not { Success: true } match)
        {
            return null;
        }

        var (first, last) = (NumberIn(match.Groups["first"]), NumberIn(match.Groups["last"]));
        return (first is null && last is null) || first > last ? null : new ByteRange(first, last);
    }

    /// <summary>The part of a content of this length (in bytes); null where the range lies outside it.</summary>
    public BytePart? Within(long length)
    {
        var first = First ?? length - Math.Min(Last!.Value, length);
        var last = First is null ? length - 1 : Math.Min(Last ?? length, length - 1);
        return first > last ? null : new BytePart(first, last - first + 1);
    }

    /// <summary>As a header says it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"bytes={First}-{Last}");

    // A number with too many digits lies beyond the end of any recording.
    private static long? NumberIn(Group digits) =>
        digits.Length == 0 ? null
        : long.TryParse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : long.MaxValue;

    [GeneratedRegex(@"^bytes=[ \t]*(?<first>[0-9]*)-(?<last>[0-9]*)[ \t]*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

public readonly record struct BytePart(long First, long Count)
{
    public long Last => First + Count - 1;
}
