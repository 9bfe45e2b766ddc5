namespace CrmVoice.Application.Common;

/// <summary>Days as people count them, in a time zone.</summary>
public static class LocalDays
{
    /// <summary>When the day of a moment began in a time zone, and when the next one does (UTC).</summary>
    /// <param name="zone">IANA name.</param>
    public static (DateTimeOffset Start, DateTimeOffset End) Around(DateTimeOffset moment, string zone)
    {
        var found = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, found).DateTime);
        return (day.StartIn(found), day.AddDays(1).StartIn(found));
    }

    /// <summary>
    /// The first moment of a day in a time zone (UTC). Where clocks are changed at midnight, that is not always 00:00, and 00:00 may come
    /// twice; and a day at the end of the calendar may begin before there is any time in Greenwich.
    /// </summary>
    public static DateTimeOffset StartIn(this DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var begins = new[] { OffsetNear(-1), OffsetNear(+1) }.Select(offset => Moment(midnight.Ticks - offset.Ticks)).Order().ToArray();
        return begins.FirstOrDefault(at => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime) >= day, begins[^1]);

        TimeSpan OffsetNear(int days) => zone.GetUtcOffset(new DateTime(Clamp(midnight.Ticks + (days * TimeSpan.TicksPerDay))));
    }

    private static DateTimeOffset Moment(long ticks) => new(Clamp(ticks), TimeSpan.Zero);

    private static long Clamp(long ticks) => Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
}
