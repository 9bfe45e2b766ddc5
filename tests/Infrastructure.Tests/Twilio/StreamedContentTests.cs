using CrmVoice.Infrastructure.Twilio.Rest;

namespace CrmVoice.Infrastructure.Tests.Twilio;

/// <summary>What is passed on while it comes is waited for, and believed, only so far.</summary>
internal sealed class StreamedContentTests
{
    private static readonly TimeSpan patience = TimeSpan.FromMilliseconds(50);

    [Test]
    public async Task Who_falls_silent_in_the_middle_is_not_waited_for()
    {
        await using var stream = await OpenAsync(new Source(silentAfter: 2));
        var buffer = new byte[10];
        Assert.That((await stream.ReadAsync(buffer), await stream.ReadAsync(buffer)), Is.EqualTo((10, 10)));
        Assert.That(async () => await stream.ReadAsync(buffer), Throws.InstanceOf<TimeoutException>());
    }

    [Test]
    public async Task Whoever_reads_may_stop_waiting_before()
    {
        using var leaves = new CancellationTokenSource();
        await using var stream = await OpenAsync(new Source(silentAfter: 0), TimeSpan.FromMinutes(1));
        var reading = stream.ReadAsync(new byte[10], leaves.Token);
        await leaves.CancelAsync();
        Assert.That(async () => await reading, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task What_never_ends_is_ended_where_no_recording_could_be_longer()
    {
        await using var stream = await OpenAsync(new Source());
        var buffer = new byte[16 * 1024 * 1024];
        long all = 0;
        Assert.That(
            async () =>
            {
                while (true)
                {
                    all += await stream.ReadAsync(buffer);
                }
            },
            Throws.InstanceOf<IOException>());
        Assert.That(all, Is.LessThanOrEqualTo(StreamedContent.Largest));
    }

    [Test]
    public async Task What_is_said_of_the_content_stays()
    {
        using var inner = new ByteArrayContent([1, 2, 3]);
        inner.Headers.TryAddWithoutValidation("Content-Type", "audio/x-wav");
        using var content = new StreamedContent(inner, patience);
        Assert.That(
            (content.Headers.ContentType?.MediaType, content.Headers.ContentLength, await content.ReadAsByteArrayAsync()),
            Is.EqualTo(("audio/x-wav", 3L, new byte[] { 1, 2, 3 })));
    }

    private static Task<Stream> OpenAsync(Source source, TimeSpan? longestSilence = null) =>
        new StreamedContent(new StreamContent(source), longestSilence ?? patience).ReadAsStreamAsync();

    // Every read is filled at once, until there is silence.
    private sealed class Source(int silentAfter = int.MaxValue) : MemoryStream
    {
        private int reads;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (reads++ >= silentAfter)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return buffer.Length;
        }
    }
}
