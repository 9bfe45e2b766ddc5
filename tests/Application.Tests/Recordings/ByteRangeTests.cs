using CrmVoice.Application.Recordings;

namespace CrmVoice.Application.Tests.Recordings;

public class ByteRangeTests
{
    private const string Beyond = "99999999999999999999999999";

    [TestCase("bytes=0-3", 0, 4)]
    [TestCase("bytes=0-", 0, 10)]
    [TestCase("bytes=9-", 9, 1)]
    [TestCase("bytes=4-4", 4, 1)]
    [TestCase("bytes=4-99999999", 4, 6)]
    [TestCase($"bytes=4-{Beyond}", 4, 6)]
    [TestCase("bytes=0000000000000000000000004-5", 4, 2)]
    [TestCase("bytes=-3", 7, 3)]
    [TestCase("bytes=-99", 0, 10)]
    [TestCase($"bytes=-{Beyond}", 0, 10)]
    [TestCase("Bytes= 2-3 ", 2, 2)]
    public void A_range_is_a_part_of_the_whole(string header, long first, long count) =>
        Assert.That(ByteRange.Read(header)!.Within(10), Is.EqualTo(new BytePart(first, count)));

    [TestCase("bytes=10-")]
    [TestCase("bytes=99999999-")]
    [TestCase($"bytes={Beyond}-")]
    [TestCase($"bytes={Beyond}-{Beyond}")]
    [TestCase("bytes=10-20")]
    [TestCase("bytes=-0")]
    public void A_range_may_hold_nothing_of_the_whole(string header) => Assert.That(ByteRange.Read(header)!.Within(10), Is.Null);

    [TestCase("bytes=0-")]
    [TestCase("bytes=-1")]
    public void Of_nothing_there_is_no_part(string header) => Assert.That(ByteRange.Read(header)!.Within(0), Is.Null);

    [TestCase(null)]
    [TestCase("")]
    [TestCase("bytes")]
    [TestCase("bytes=")]
    [TestCase("bytes=-")]
    [TestCase("bytes=5-2")]
    [TestCase("bytes=a-b")]
    [TestCase("bytes=+1-2")]
    [TestCase("bytes=0x1-2")]
    [TestCase("bytes=1.5-2")]
    [TestCase("bytes=٣-٤")]
    [TestCase("bytes=0-1,4-5")]
    [TestCase("bytes=0-1-2")]
    [TestCase("bytes=--1")]
    [TestCase("lines=0-1")]
    [TestCase("bytes=0-1\r\nX: 1")]
    [TestCase("bytes=0-1\n")]
    public void Whatever_does_not_ask_for_one_range_of_bytes_asks_for_the_whole(string? header) =>
        Assert.That(ByteRange.Read(header), Is.Null);

    [TestCase("bytes=0-3")]
    [TestCase("bytes=7-")]
    [TestCase("bytes=-3")]
    public void A_range_is_passed_on_as_it_was_asked_for(string header) => Assert.That($"{ByteRange.Read(header)}", Is.EqualTo(header));
}
