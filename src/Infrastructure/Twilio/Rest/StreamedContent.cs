using System.Net;

namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>
/// An answer that is passed on while it comes. Whoever reads it waits for each next byte only so long, and gets only so many.
/// </summary>
internal sealed class StreamedContent : HttpContent
{
    /// <summary>In bytes. No WAV file is larger, for its header counts with 32 bits.</summary>
    public const long Largest = uint.MaxValue;

    private readonly HttpContent content;
    private readonly TimeSpan longestSilence;

    public StreamedContent(HttpContent content, TimeSpan longestSilence)
    {
        (this.content, this.longestSilence) = (content, longestSilence);
        foreach (var (name, values) in content.Headers)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() => new Bounded(await content.ReadAsStreamAsync(), longestSilence);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using var read = await CreateContentReadStreamAsync();
        await read.CopyToAsync(stream);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = content.Headers.ContentLength ?? 0;
        return content.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <exception cref="TimeoutException">Nothing came for too long.</exception>
    /// <exception cref="IOException">More came than there can be.</exception>
    private sealed class Bounded(Stream inner, TimeSpan longestSilence) : Stream
    {
        private long left = Largest;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            using var clock = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            clock.CancelAfter(longestSilence);
            try
            {
                var read = await inner.ReadAsync(buffer, clock.Token);
                left -= read;
                return left >= 0 ? read : throw new IOException("Twilio sent more than a recording can hold.");
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException("Twilio stopped in the middle of an answer.", exception);
            }
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it without blocking.");

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
