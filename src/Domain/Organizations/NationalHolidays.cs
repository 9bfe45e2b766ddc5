namespace CrmVoice.Domain.Organizations;

/// <summary>
/// Brazil's national holidays (Lei 662/1949 with 6.802/1980, 10.607/2002 and 14.759/2023, and Good Friday by Lei 9.093/1995). Carnival and
/// Corpus Christi are none: they are days off where an organization says so. Of other countries nothing is known here.
/// </summary>
public static class NationalHolidays
{
    private const int BlackAwarenessSince = 2024;

    private static readonly (int Month, int Day, string Key)[] fixedDays =
    [
        (1, 1, "new-year"),
        (4, 21, "tiradentes"),
        (5, 1, "labor-day"),
        (9, 7, "independence"),
        (10, 12, "our-lady-of-aparecida"),
        (11, 2, "all-souls"),
        (11, 15, "republic"),
        (11, 20, "black-awareness"),
        (12, 25, "christmas"),
    ];

    /// <param name="country">ISO 3166-1 alpha-2.</param>
    /// <returns>In order; none for a country other than Brazil.</returns>
    public static IReadOnlyList<NationalHoliday> Of(string country, int year) =>
        country is not "BR"
            ? []
            :
            [
                .. fixedDays.Where(day => day is not (11, 20, _) || year >= BlackAwarenessSince)
                    .Select(day => new NationalHoliday(new DateOnly(year, day.Month, day.Day), day.Key))
                    .Append(new NationalHoliday(EasterOf(year).AddDays(-2), "good-friday"))
                    .OrderBy(holiday => holiday.Date),
            ];

    // The Gregorian computus in its anonymous form.
    private static DateOnly EasterOf(int year)
    {
        var (golden, century, rest) = (year % 19, year / 100, year % 100);
        var moon = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (rest / 4)) - moon - (rest % 4)) % 7;
        var shift = (golden + (11 * moon) + (22 * weekday)) / 451;
        var days = moon + weekday - (7 * shift) + 114;
        return new DateOnly(year, days / 31, (days % 31) + 1);
    }
}

/// <param name="Key">Its word, such as <c>good-friday</c>.</param>
public sealed record NationalHoliday(DateOnly Date, string Key);
