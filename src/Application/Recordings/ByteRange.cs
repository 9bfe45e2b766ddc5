using System.Globalization;
using System.Text.RegularExpressions;

namespace CrmVoice.Application.Recordings;

/// <summary>The one range of bytes that a Range header asks for (RFC 9110, section 14.1.2).</summary>
/// <param name="First">The first byte; null where so many of the last are wanted.</param>
/// <param name="Last">The last byte, or how many of the last; null for all that follow.</param>
public sealed partial record ByteRange(long? First, long? Last)
{
    public static readonly ByteRange FirstByte = new(0, 0);

    /// <summary>Null where there is no header, or none that asks for one range of bytes: then the whole is the right answer.</summary>
    public static ByteRange? Read(string? header)
    {
        if (Form().Match(header ?? "") is not { Success: true } match)
        {
            return null;
        }

        var (first, last) = (NumberIn(match.Groups["first"]), NumberIn(match.Groups["last"]));
        return (first is null && last is null) || first > last ? null : new ByteRange(first, last);
    }

    /// <summary>What that is of so many bytes; null where nothing of them is asked for.</summary>
    public BytePart? Within(long length)
    {
        var first = First ?? length - Math.Min(Last!.Value, length);
        var last = First is null ? length - 1 : Math.Min(Last ?? length, length - 1);
        return first > last ? null : new BytePart(first, last - first + 1);
    }

    /// <summary>As a header says it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"bytes={First}-{Last}");

    // Beyond any recording is beyond any recording, however many digits it has.
    private static long? NumberIn(Group digits) =>
        digits.Length == 0 ? null : long.TryParse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;

    [GeneratedRegex(@"^bytes=[ \t]*(?<first>[0-9]*)-(?<last>[0-9]*)[ \t]*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

public readonly record struct BytePart(long First, long Count)
{
    public long Last => First + Count - 1;
}
