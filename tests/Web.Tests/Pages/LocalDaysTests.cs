using System.Globalization;
using CrmVoice.Application.Common;

namespace CrmVoice.Web.Tests.Pages;

internal sealed class LocalDaysTests
{
    [TestCase("2026-11-26", "UTC", "2026-11-26T00:00Z")]
    [TestCase("2026-11-26", "America/Sao_Paulo", "2026-11-26T03:00Z")]
    [TestCase("2026-11-26", "Asia/Kathmandu", "2026-11-25T18:15Z")]
    // Clocks went from 00:00 to 01:00: the day began at 01:00.
    [TestCase("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00Z")]
    [TestCase("2018-11-05", "America/Sao_Paulo", "2018-11-05T02:00Z")]
    // Clocks went from 24:00 back to 23:00: the day began an hour later.
    [TestCase("2019-02-17", "America/Sao_Paulo", "2019-02-17T03:00Z")]
    [TestCase("2019-02-16", "America/Sao_Paulo", "2019-02-16T02:00Z")]
    // Clocks went from 01:00 back to 00:00: the day began the first time.
    [TestCase("2026-11-01", "America/Havana", "2026-11-01T04:00Z")]
    [TestCase("2026-03-08", "America/Havana", "2026-03-08T05:00Z")]
    // Clocks are changed later in the day.
    [TestCase("2026-03-29", "Europe/Berlin", "2026-03-28T23:00Z")]
    [TestCase("2026-10-25", "Europe/Berlin", "2026-10-24T22:00Z")]
    // There was no such day: what comes after it begins.
    [TestCase("2011-12-30", "Pacific/Apia", "2011-12-30T10:00Z")]
    [TestCase("2011-12-31", "Pacific/Apia", "2011-12-30T10:00Z")]
    [TestCase("0001-01-01", "Asia/Tokyo", "0001-01-01T00:00Z")]
    [TestCase("9999-12-31", "Pacific/Kiritimati", "9999-12-30T10:00Z")]
    [TestCase("9999-12-31", "Pacific/Pago_Pago", "9999-12-31T11:00Z")]
    public void A_day_begins_when_clocks_there_first_show_it(string day, string zone, string begins) => Assert.That(
        DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).StartIn(TimeZoneInfo.FindSystemTimeZoneById(zone)),
        Is.EqualTo(DateTimeOffset.Parse(begins, CultureInfo.InvariantCulture)));

    [Test]
    public void No_day_of_any_zone_begins_before_the_one_before_it()
    {
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            var begins = Enumerable.Range(0, 3 * 366).Select(day => new DateOnly(2025, 1, 1).AddDays(day).StartIn(zone)).ToList();
            Assert.That(begins, Is.Ordered.And.Unique, zone.Id);
        }
    }
}
