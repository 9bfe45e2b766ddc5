namespace CrmVoice.Web.Shared;

internal static class LocalDays
{
    /// <summary>
    /// The first moment of a day in a time zone (UTC). Where clocks are changed at midnight, that is not always 00:00, and 00:00 may come twice; and a day
    /// at the end of the calendar may begin before there is any time in Greenwich.
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
