using System.Globalization;
using System.Text.RegularExpressions;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Web.Features.Organizations;

/// <summary>The hours of a day as people write them: <c>09:00-12:00, 13:00-18:00</c>, also <c>9-12</c> and <c>9h às 12h30</c>.</summary>
internal static partial class HoursText
{
    public static string Write(IEnumerable<OpenPeriod> periods) => string.Join(
        ", ",
        periods.Select(period => string.Create(
            CultureInfo.InvariantCulture, $"{period.From:HH:mm}-{(period.To == TimeOnly.MinValue ? "24:00" : $"{period.To:HH:mm}")}")));

    /// <returns>None for an empty text; null where something in it is no hours.</returns>
    public static IReadOnlyList<OpenPeriod>? Read(DayOfWeek day, string? text)
    {
        var parts = (text ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var periods = parts.Select(part => Form().Match(part)).Select(match => match.Success ? PeriodOf(day, match) : null).ToList();
        return periods.Contains(null) ? null : [.. periods.OfType<OpenPeriod>().OrderBy(period => period.From)];
    }

    private static OpenPeriod? PeriodOf(DayOfWeek day, Match match) =>
        TimeOf(match.Groups["fromHour"], match.Groups["fromMinute"]) is { } from
        && TimeOf(match.Groups["toHour"], match.Groups["toMinute"]) is { } to
        && from < TimeSpan.FromDays(1)
            ? new OpenPeriod(day, TimeOnly.FromTimeSpan(from), to == TimeSpan.FromDays(1) ? TimeOnly.MinValue : TimeOnly.FromTimeSpan(to))
            : null;

    private static TimeSpan? TimeOf(Group hour, Group minute)
    {
        var time = new TimeSpan(Number(hour), Number(minute), 0);
        return Number(minute) < 60 && time <= TimeSpan.FromDays(1) ? time : null;
    }

    private static int Number(Group digits) =>
        digits.Length == 0 ? 0 : int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?<fromHour>\d{1,2})(?:[:h](?<fromMinute>\d{2})?)?\s*(?:-|\u2013|to|a|às|as)\s*(?<toHour>\d{1,2})(?:[:h](?<toMinute>\d{2})?)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
