using System.Globalization;
using System.Text.RegularExpressions;

namespace CrmVoice.Web.Api;

/// <summary>
/// Reads ISO 8601 as clients write it: a date, or a date and a time with any number of digits behind the second, in UTC or with an offset,
/// without one in UTC. .NET's own readers stop at seven digits and at offsets of 14 hours, and know no time before year 1 in Greenwich.
/// </summary>
internal static partial class IsoTime
{
    private const int DigitsOfTick = 7;

    /// <summary>
    /// In UTC, to the tick; what lies beyond the first or the last moment there is, is that moment. Null for what is no time.
    /// </summary>
    public static DateTimeOffset? TryRead(string text)
    {
        if (Form().Match(text) is not { Success: true } found
            || !DateTime.TryParseExact(
                found.Groups["date"].Value.Replace("-", "", StringComparison.Ordinal),
                "yyyyMMdd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day))
        {
            return null;
        }

        var ticks =
            day.Ticks
            + (Number("hour") * TimeSpan.TicksPerHour)
            + (Number("minute") * TimeSpan.TicksPerMinute)
            + (Number("second") * TimeSpan.TicksPerSecond)
            + Fraction();
        var offset = (Number("offsetHour") * TimeSpan.TicksPerHour) + (Number("offsetMinute") * TimeSpan.TicksPerMinute);
        ticks -= found.Groups["sign"].ValueSpan is "-" or "−" ? -offset : offset;
        return new DateTimeOffset(Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);

        long Number(string part) =>
            found.Groups[part] is { Success: true } digits
                ? long.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
                : 0;

        long Fraction() =>
            found.Groups["fraction"] is { Success: true, Value: var digits }
                ? long.Parse(digits.PadRight(DigitsOfTick, '0').AsSpan(0, DigitsOfTick), NumberStyles.None, CultureInfo.InvariantCulture)
                : 0;
    }

    // A blank as sign is a plus that was not encoded in a query. \z, not $: a dollar sign would let a trailing line feed pass.
    [GeneratedRegex(
        """
        ^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8})
        (?:[Tt\x20]
          (?<hour>[01][0-9]|2[0-3])(?::?(?<minute>[0-5][0-9])(?::?(?<second>[0-5][0-9])(?:[.,](?<fraction>[0-9]+))?)?)?
          (?:[Zz]|(?<sign>[-−+\x20])(?<offsetHour>[01][0-9]|2[0-3])(?::?(?<offsetMinute>[0-5][0-9]))?)?
        )?\z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
