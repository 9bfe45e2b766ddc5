using CrmVoice.Application.Carrier.Contracts;

namespace CrmVoice.Application.Recordings;

/// <summary>The audio of recordings, kept by the carrier.</summary>
public interface IRecordingAudio
{
    /// <summary>Opens the audio of a recording; null where there is none (yet).</summary>
    /// <param name="range">The part that is wanted, or null for the whole; the carrier may return the whole anyway.</param>
    /// <exception cref="CarrierUnavailableException">The carrier did not answer.</exception>
    Task<RecordingMedia?> OpenAsync(string recordingSid, ByteRange? range, CancellationToken cancellationToken);
}

/// <param name="Content">
/// As it comes: reading it fails with <see cref="TimeoutException"/> where the carrier falls silent and with <see cref="IOException"/>
/// where it breaks off.
/// </param>
/// <param name="Length">The length of the whole in bytes; null where the carrier does not say.</param>
/// <param name="Part">What the content is of the whole, or null where it is the whole.</param>
public sealed record RecordingMedia(Stream Content, string ContentType, long? Length, BytePart? Part) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
