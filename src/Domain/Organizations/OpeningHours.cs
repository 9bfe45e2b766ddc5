namespace CrmVoice.Domain.Organizations;

/// <summary>A time of a day of the week in which somebody takes calls.</summary>
/// <param name="To">Not included; midnight is the end of the day.</param>
public sealed record OpenPeriod(DayOfWeek Day, TimeOnly From, TimeOnly To)
{
    public bool Contains(TimeOnly time) => From <= time && (To == TimeOnly.MinValue || time < To);

    /// <summary>It ends after it begins.</summary>
    public bool IsValid => To == TimeOnly.MinValue || From < To;

    public bool Overlaps(OpenPeriod other) => Day == other.Day && (Contains(other.From) || other.Contains(From));
}

/// <summary>A day on which nobody takes calls, whatever day of the week it is.</summary>
public sealed record DayOff(DateOnly Date, string Name)
{
    public const int NameMaxLength = 60;
}

/// <summary>
/// When calls are taken, by the clock on the wall where the organization is: an hour that is skipped when the clocks change is never there,
/// and one that comes twice counts twice.
/// </summary>
/// <param name="Week">None overlap; a day of the week without any is closed.</param>
/// <param name="DaysOff">Beside the national holidays.</param>
/// <param name="IsAlwaysOpen">Nothing of the rest counts; it is kept all the same.</param>
public sealed record OpeningHours(
    IReadOnlyList<OpenPeriod> Week, IReadOnlyList<DayOff> DaysOff, bool IsClosedOnNationalHolidays, bool IsAlwaysOpen = false)
{
    public const int MaxPeriodsPerDay = 3;
    public const int MaxDaysOff = 200;

    // Nobody closes for longer and wants to be told when it opens.
    private const int DaysToLookAhead = 370;

    /// <param name="now">Any offset.</param>
    /// <param name="country">ISO 3166-1 alpha-2: whose national holidays count.</param>
    public bool IsOpenAt(DateTimeOffset now, TimeZoneInfo zone, string country)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        return IsAlwaysOpen
            || PeriodsOf(DateOnly.FromDateTime(local), country).Any(period => period.Contains(TimeOnly.FromDateTime(local)));
    }

    /// <summary>When it next opens, or closes where it is open (UTC); null where that is not within a year.</summary>
    /// <inheritdoc cref="IsOpenAt" path="/param"/>
    public DateTimeOffset? FindNextChange(DateTimeOffset now, TimeZoneInfo zone, string country)
    {
        var isOpen = IsOpenAt(now, zone, country);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return Enumerable.Range(0, DaysToLookAhead)
            .Select(today.AddDays)
            .SelectMany(date => PeriodsOf(date, country).SelectMany(period => EdgesOf(date, period)))
            .Select(local => ToUtc(local, zone))
            .Where(at => at > now && IsOpenAt(at, zone, country) != isOpen)
            .Order()
            .Select(at => (DateTimeOffset?)at)
            .FirstOrDefault();
    }

    private static IEnumerable<DateTime> EdgesOf(DateOnly date, OpenPeriod period) =>
        [date.ToDateTime(period.From), period.To == TimeOnly.MinValue ? date.AddDays(1).ToDateTime(period.To) : date.ToDateTime(period.To)];

    // A time that the clocks skip is the moment at which they do; of one that comes twice the first counts.
    private static DateTimeOffset ToUtc(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private IEnumerable<OpenPeriod> PeriodsOf(DateOnly date, string country) =>
        DaysOff.Any(day => day.Date == date)
        || (IsClosedOnNationalHolidays && NationalHolidays.Of(country, date.Year).Any(holiday => holiday.Date == date))
            ? []
            : Week.Where(period => period.Day == date.DayOfWeek);
}
