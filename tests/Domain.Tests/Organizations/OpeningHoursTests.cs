using System.Globalization;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Domain.Tests.Organizations;

public sealed class OpeningHoursTests
{
    private static readonly TimeZoneInfo saoPaulo = TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo");

    [TestCase("2026-11-23T08:59:59-03:00", false)]
    [TestCase("2026-11-23T09:00:00-03:00", true)]
    [TestCase("2026-11-23T11:59:59-03:00", true)]
    [TestCase("2026-11-23T12:00:00-03:00", false, TestName = "At lunch")]
    [TestCase("2026-11-23T13:00:00-03:00", true)]
    [TestCase("2026-11-23T18:00:00-03:00", false)]
    [TestCase("2026-11-23T15:00:00Z", false, TestName = "Noon there, whatever it is elsewhere")]
    [TestCase("2026-11-28T10:00:00-03:00", false, TestName = "On a Saturday")]
    [TestCase("2026-12-24T10:00:00-03:00", false, TestName = "On a day off")]
    [TestCase("2026-12-25T10:00:00-03:00", false, TestName = "On a national holiday")]
    [TestCase("2026-06-04T10:00:00-03:00", true, TestName = "On Corpus Christi, which is no national holiday")]
    public void It_is_open_by_the_clock_on_the_wall(string at, bool isOpen) =>
        Assert.That(Office().IsOpenAt(At(at), saoPaulo, "BR"), Is.EqualTo(isOpen));

    [Test]
    public void National_holidays_are_worked_on_where_the_organization_says_so() =>
        Assert.That((Office() with { IsClosedOnNationalHolidays = false }).IsOpenAt(At("2026-12-25T10:00:00-03:00"), saoPaulo, "BR"));

    [Test]
    public void Hours_that_do_not_count_are_kept()
    {
        var always = Office() with { IsAlwaysOpen = true };
        Assert.That(always.IsOpenAt(At("2026-11-28T03:00:00-03:00"), saoPaulo, "BR"));
        Assert.That(always.FindNextChange(At("2026-11-28T03:00:00-03:00"), saoPaulo, "BR"), Is.Null);
        Assert.That(always.Week, Is.Not.Empty);
    }

    [Test]
    public void Of_another_country_no_holidays_are_known() =>
        Assert.That(Office().IsOpenAt(At("2026-12-25T10:00:00-03:00"), saoPaulo, "US"));

    [Test]
    public void A_period_that_ends_at_midnight_lasts_to_the_end_of_the_day()
    {
        var night = new OpeningHours([new OpenPeriod(DayOfWeek.Monday, new TimeOnly(22, 0), TimeOnly.MinValue)], [], false);
        Assert.That(night.IsOpenAt(At("2026-11-23T23:59:59-03:00"), saoPaulo, "BR"));
        Assert.That(night.IsOpenAt(At("2026-11-24T00:00:00-03:00"), saoPaulo, "BR"), Is.False);
    }

    [TestCase("2026-11-23T10:00:00-03:00", "2026-11-23T12:00:00-03:00", TestName = "It closes for lunch")]
    [TestCase("2026-11-23T12:30:00-03:00", "2026-11-23T13:00:00-03:00", TestName = "It opens after lunch")]
    [TestCase("2026-11-27T18:00:00-03:00", "2026-11-30T09:00:00-03:00", TestName = "It opens after the weekend")]
    [TestCase("2026-12-23T18:00:00-03:00", "2026-12-28T09:00:00-03:00", TestName = "It opens after the holidays and the weekend")]
    public void The_next_change_is_known(string now, string next) =>
        Assert.That(Office().FindNextChange(At(now), saoPaulo, "BR"), Is.EqualTo(At(next)));

    [Test]
    public void What_never_opens_and_what_never_closes_has_no_next_change()
    {
        var always = new OpeningHours(
            [.. Enum.GetValues<DayOfWeek>().Select(day => new OpenPeriod(day, TimeOnly.MinValue, TimeOnly.MinValue))], [], false);
        Assert.That(always.FindNextChange(At("2026-11-23T10:00:00Z"), saoPaulo, "BR"), Is.Null);
        Assert.That((always with { Week = [] }).FindNextChange(At("2026-11-23T10:00:00Z"), saoPaulo, "BR"), Is.Null);
    }

    // In New York the clocks go from 2:00 to 3:00 on 8 March 2026, and from 2:00 back to 1:00 on 1 November.
    [TestCase("2026-03-08T01:59:59-05:00", false)]
    [TestCase("2026-03-08T03:00:00-04:00", true, TestName = "Open from 2:30, which does not come: from 3:00")]
    [TestCase("2026-11-01T01:30:00-04:00", false)]
    [TestCase("2026-11-01T01:30:00-05:00", false, TestName = "Half past one comes twice, and it is closed twice")]
    [TestCase("2026-11-01T02:30:00-05:00", true)]
    public void When_the_clocks_change_the_wall_still_counts(string at, bool isOpen)
    {
        var night = new OpeningHours([new OpenPeriod(DayOfWeek.Sunday, new TimeOnly(2, 30), new TimeOnly(6, 0))], [], false);
        Assert.That(night.IsOpenAt(At(at), TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), "US"), Is.EqualTo(isOpen));
    }

    [Test]
    public void A_time_that_the_clocks_skip_is_the_moment_at_which_they_do()
    {
        var night = new OpeningHours([new OpenPeriod(DayOfWeek.Sunday, new TimeOnly(2, 30), new TimeOnly(6, 0))], [], false);
        var next = night.FindNextChange(
            At("2026-03-08T00:00:00-05:00"), TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), "US");
        Assert.That(next, Is.EqualTo(At("2026-03-08T03:00:00-04:00")));
    }

    [TestCase(2024, "2024-03-29")]
    [TestCase(2025, "2025-04-18")]
    [TestCase(2026, "2026-04-03")]
    [TestCase(2038, "2038-04-23")]
    public void Good_Friday_moves_with_Easter(int year, string date) =>
        Assert.That(
            NationalHolidays.Of("BR", year).Single(holiday => holiday.Key == "good-friday").Date,
            Is.EqualTo(DateOnly.Parse(date, CultureInfo.InvariantCulture)));

    [TestCase(2023, 9)]
    [TestCase(2024, 10)]
    public void The_day_of_black_awareness_is_a_holiday_since_2024(int year, int count) =>
        Assert.That(NationalHolidays.Of("BR", year), Has.Count.EqualTo(count));

    // Monday to Friday with an hour for lunch.
    private static OpeningHours Office() => new(
        [
            .. Enumerable.Range((int)DayOfWeek.Monday, 5).SelectMany(day => new[]
            {
                new OpenPeriod((DayOfWeek)day, new TimeOnly(9, 0), new TimeOnly(12, 0)),
                new OpenPeriod((DayOfWeek)day, new TimeOnly(13, 0), new TimeOnly(18, 0)),
            }),
        ],
        [new DayOff(new DateOnly(2026, 12, 24), "Véspera de Natal")],
        IsClosedOnNationalHolidays: true);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
