using System.Globalization;
using CrmVoice.Web.Api;

namespace CrmVoice.Web.Tests.Api;

/// <summary>Times as clients write them, in one moment each.</summary>
internal sealed class IsoTimeTests
{
    [TestCase("2026-11-26", "2026-11-26T00:00:00.0000000Z")]
    [TestCase("20261126", "2026-11-26T00:00:00.0000000Z")]
    [TestCase("2026-11-26T10", "2026-11-26T10:00:00.0000000Z")]
    [TestCase("2026-11-26T10:00", "2026-11-26T10:00:00.0000000Z")]
    [TestCase("2026-11-26T10:00Z", "2026-11-26T10:00:00.0000000Z")]
    [TestCase("2026-11-26t10:00:30z", "2026-11-26T10:00:30.0000000Z")]
    [TestCase("2026-11-26 10:00:30", "2026-11-26T10:00:30.0000000Z")]
    [TestCase("20261126T100030Z", "2026-11-26T10:00:30.0000000Z")]
    [TestCase("2026-11-26T10:00:00.1Z", "2026-11-26T10:00:00.1000000Z")]
    [TestCase("2026-11-26T10:00:00,12Z", "2026-11-26T10:00:00.1200000Z")]
    [TestCase("2026-11-26T10:00:00.1234567Z", "2026-11-26T10:00:00.1234567Z")]
    [TestCase("2026-11-26T10:00:00.12345678Z", "2026-11-26T10:00:00.1234567Z")]
    [TestCase("2026-11-26T10:00:00.123456789Z", "2026-11-26T10:00:00.1234567Z")]
    [TestCase("2026-11-26T10:00:00.9999999999999999999999999999999999999999", "2026-11-26T10:00:00.9999999Z")]
    [TestCase("2026-11-26T10:00:00.123456789-03:00", "2026-11-26T13:00:00.1234567Z")]
    [TestCase("2026-11-26T10:00:00+03:00", "2026-11-26T07:00:00.0000000Z")]
    [TestCase("2026-11-26T10:00:00 03:00", "2026-11-26T07:00:00.0000000Z")]
    [TestCase("2026-11-26T10:00:00-0300", "2026-11-26T13:00:00.0000000Z")]
    [TestCase("2026-11-26T10:00:00−03:00", "2026-11-26T13:00:00.0000000Z")]
    [TestCase("2026-11-26T10:00+05", "2026-11-26T05:00:00.0000000Z")]
    [TestCase("2026-11-26T10:00:00-00:00", "2026-11-26T10:00:00.0000000Z")]
    [TestCase("2026-11-26T10:00:00+23:59", "2026-11-25T10:01:00.0000000Z")]
    [TestCase("2028-02-29T23:59:59.999999999-12:00", "2028-03-01T11:59:59.9999999Z")]
    [TestCase("0001-01-01", "0001-01-01T00:00:00.0000000Z")]
    [TestCase("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00.0000000Z")]
    [TestCase("9999-12-31", "9999-12-31T00:00:00.0000000Z")]
    [TestCase("9999-12-31T23:59:59.999999999-14:00", "9999-12-31T23:59:59.9999999Z")]
    public void A_time_is_read_to_the_tick(string text, string time)
    {
        Assert.That(
            IsoTime.TryRead(text),
            Is.EqualTo(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)).And.Property("Offset").EqualTo(TimeSpan.Zero));
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("now")]
    [TestCase("2026")]
    [TestCase("2026-11")]
    [TestCase("2026-02-29")]
    [TestCase("0000-01-01")]
    [TestCase("10000-01-01")]
    [TestCase("2026-13-01")]
    [TestCase("26/11/2026")]
    [TestCase("2026-11-26T")]
    [TestCase("2026-11-26T24:00:00")]
    [TestCase("2026-11-26T10:60")]
    [TestCase("2026-11-26T10:00:60Z")]
    [TestCase("2026-11-26T10:00:00.")]
    [TestCase("2026-11-26T10:00:00.Z")]
    [TestCase("2026-11-26T10:00.5Z")]
    [TestCase("2026-11-26T10:00:00+")]
    [TestCase("2026-11-26T10:00:00 ")]
    [TestCase("2026-11-26T10:00:00+3")]
    [TestCase("2026-11-26T10:00:00+24:00")]
    [TestCase("2026-11-26T10:00:00 BRT")]
    [TestCase("2026-11-26T10:00:00Z\n")]
    [TestCase(" 2026-11-26")]
    [TestCase("٢٠٢٦-١١-٢٦")]
    [TestCase("1764151200")]
    public void What_is_no_time_is_none(string text) => Assert.That(IsoTime.TryRead(text), Is.Null);
}
