using System.Buffers.Binary;

namespace CrmVoice.Infrastructure.Twilio.Sounds;

/// <summary>Uncompressed sound (RIFF WAVE, PCM), as Twilio plays it (TwiML Play: "audio/wav"). Little-endian throughout.</summary>
internal static class WaveFile
{
    public const string ContentType = "audio/wav";

    /// <summary>What a telephone carries.</summary>
    public const int SamplesPerSecond = 8000;

    private const int HeaderLength = 44;
    private const int BytesPerSample = 2;
    private const ushort Pcm = 1;

    /// <param name="samples">−1 to 1; what is louder is cut off.</param>
    /// <returns>One channel of 16 bits.</returns>
    public static byte[] Write(ReadOnlySpan<double> samples)
    {
        var file = new byte[HeaderLength + (samples.Length * BytesPerSample)];
        var header = file.AsSpan();
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], file.Length - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteUInt16LittleEndian(header[20..], Pcm);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], SamplesPerSecond);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], SamplesPerSecond * BytesPerSample);
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], BytesPerSample);
        BinaryPrimitives.WriteUInt16LittleEndian(header[34..], 8 * BytesPerSample);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], samples.Length * BytesPerSample);
        for (var at = 0; at < samples.Length; at++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(
                header[(HeaderLength + (at * BytesPerSample))..],
                (short)Math.Round(Math.Clamp(samples[at], -1, 1) * short.MaxValue));
        }

        return file;
    }

    /// <summary>How long a file plays.</summary>
    /// <returns>Null where it is no WAVE file, or one without sound.</returns>
    public static TimeSpan? LengthOf(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || !file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WAVE"u8))
        {
            return null;
        }

        var bytesPerSecond = 0u;
        for (var rest = file[12..]; rest.Length >= 8;)
        {
            var name = rest[..4];
            var size = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            rest = rest[8..];
            if (name.SequenceEqual("fmt "u8) && size >= 16 && rest.Length >= 16)
            {
                bytesPerSecond = BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]);
            }
            else if (name.SequenceEqual("data"u8))
            {
                // What is claimed and not there is not played.
                var bytes = Math.Min(size, (uint)rest.Length);
                return bytesPerSecond > 0 && bytes > 0 ? TimeSpan.FromSeconds((double)bytes / bytesPerSecond) : null;
            }

            // Each part begins at an even place.
            var next = size + (size & 1);
            rest = next <= rest.Length ? rest[(int)next..] : [];
        }

        return null;
    }
}
