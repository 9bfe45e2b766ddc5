using System.Buffers.Binary;

namespace CrmVoice.Domain.Organizations;

/// <summary>What sound is stored as, of all that Twilio plays (TwiML Play: "Supported Audio File Types").</summary>
public enum AudioKind
{
    Wav,
    Mp3,
}

/// <summary>Why a file is not played.</summary>
public enum AudioFault
{
    /// <summary>There are no bytes.</summary>
    Empty,

    /// <summary>Neither WAV nor MP3, or a kind of WAV that is not played.</summary>
    Unknown,

    /// <summary>It ends early, or what it says of itself does not fit together.</summary>
    Broken,

    TooShort,
    TooLong,
    TooLarge,
}

/// <summary>A file of sound, going by what its bytes say: neither its name nor its sender is asked.</summary>
/// <param name="Length">How long it plays.</param>
public sealed record AudioFile(AudioKind Kind, TimeSpan Length)
{
    public const int MaxBytes = 5 * 1024 * 1024;

    public const int MaxMinutes = 10;

    // Played over and over, anything shorter is a noise.
    private static readonly TimeSpan shortest = TimeSpan.FromSeconds(1);

    /// <returns>Null where it can be played; <paramref name="file"/> says what it is then.</returns>
    public static AudioFault? FaultOf(ReadOnlySpan<byte> bytes, out AudioFile? file)
    {
        file = null;
        if (bytes.Length is 0 or > MaxBytes)
        {
            return bytes.Length == 0 ? AudioFault.Empty : AudioFault.TooLarge;
        }

        var fault = WaveHeader.IsOne(bytes) ? WaveHeader.Read(bytes, out file) : Mp3Frames.Read(bytes, out file);
        return fault
            ?? (file!.Length < shortest ? AudioFault.TooShort
                : file.Length > TimeSpan.FromMinutes(MaxMinutes) ? AudioFault.TooLong
                : null);
    }

    /// <summary>RIFF WAVE, little-endian throughout.</summary>
    private static class WaveHeader
    {
        private const ushort Pcm = 1;
        private const ushort ALaw = 6;
        private const ushort MuLaw = 7;
        private const ushort Extensible = 0xFFFE;

        public static bool IsOne(ReadOnlySpan<byte> bytes) =>
            bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WAVE"u8);

        public static AudioFault? Read(ReadOnlySpan<byte> bytes, out AudioFile? file)
        {
            file = null;
            var bytesPerSecond = 0u;
            for (var rest = bytes[12..]; rest.Length >= 8;)
            {
                var name = rest[..4];
                var size = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
                rest = rest[8..];
                if (size > rest.Length)
                {
                    return AudioFault.Broken;
                }

                if (name.SequenceEqual("fmt "u8))
                {
                    if (FaultOfFormat(rest[..(int)size], out bytesPerSecond) is { } fault)
                    {
                        return fault;
                    }
                }
                else if (name.SequenceEqual("data"u8))
                {
                    file = bytesPerSecond == 0 ? null : new AudioFile(AudioKind.Wav, TimeSpan.FromSeconds((double)size / bytesPerSecond));
                    return file is null ? AudioFault.Broken : null;
                }

                // Each part begins at an even place.
                rest = rest[(int)Math.Min(size + (size & 1), (uint)rest.Length)..];
            }

            return AudioFault.Broken;
        }

        private static AudioFault? FaultOfFormat(ReadOnlySpan<byte> format, out uint bytesPerSecond)
        {
            bytesPerSecond = 0;
            if (format.Length < 16)
            {
                return AudioFault.Broken;
            }

            var kind = BinaryPrimitives.ReadUInt16LittleEndian(format);
            kind = kind == Extensible && format.Length >= 26 ? BinaryPrimitives.ReadUInt16LittleEndian(format[24..]) : kind;
            var channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
            var samples = BinaryPrimitives.ReadUInt32LittleEndian(format[4..]);
            var bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
            if (!(kind is Pcm && bits is 8 or 16 or 24) && !(kind is ALaw or MuLaw && bits is 8))
            {
                return AudioFault.Unknown;
            }

            bytesPerSecond = BinaryPrimitives.ReadUInt32LittleEndian(format[8..]);
            return channels is 1 or 2 && samples is >= 8000 and <= 96_000 && bytesPerSecond == samples * channels * bits / 8
                ? null
                : AudioFault.Broken;
        }
    }

    /// <summary>MPEG audio, layer III (ISO/IEC 11172-3 and 13818-3): frame after frame, with tags before and behind them.</summary>
    private static class Mp3Frames
    {
        private const int HeaderLength = 4;
        private const int TagHeaderLength = 10;

        private static readonly int[] kilobits = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
        private static readonly int[] kilobitsOfLater = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
        private static readonly int[] hertz = [44_100, 48_000, 32_000];

        public static AudioFault? Read(ReadOnlySpan<byte> bytes, out AudioFile? file)
        {
            file = null;
            var rest = WithoutTag(bytes);
            if (FrameAt(rest) is null)
            {
                // What has the tag of such a file is meant to be one.
                return rest.Length < bytes.Length ? AudioFault.Broken : AudioFault.Unknown;
            }

            var length = TimeSpan.Zero;
            while (FrameAt(rest) is { } frame && frame.Bytes <= rest.Length)
            {
                length += frame.Length;
                rest = rest[frame.Bytes..];
            }

            if (!IsEnd(rest))
            {
                return AudioFault.Broken;
            }

            file = new AudioFile(AudioKind.Mp3, length);
            return null;
        }

        // "ID3", version, flags, and a length of seven bits a byte; a footer, where there is one, is as long as the header.
        private static ReadOnlySpan<byte> WithoutTag(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length < TagHeaderLength || !bytes.StartsWith("ID3"u8))
            {
                return bytes;
            }

            var length = ((bytes[6] & 0x7F) << 21) | ((bytes[7] & 0x7F) << 14) | ((bytes[8] & 0x7F) << 7) | (bytes[9] & 0x7F);
            var whole = TagHeaderLength + length + ((bytes[5] & 0x10) != 0 ? TagHeaderLength : 0);
            return whole <= bytes.Length ? bytes[whole..].TrimStart((byte)0) : [];
        }

        // Some programs cut the last frame off, and fill up.
        private static bool IsEnd(ReadOnlySpan<byte> rest) =>
            rest.StartsWith("TAG"u8) || rest.StartsWith("APETAGEX"u8) || rest.StartsWith("LYRICS"u8)
            || rest.TrimStart((byte)0).IsEmpty
            || rest.Length < HeaderLength || (FrameAt(rest) is { } cut && cut.Bytes > rest.Length);

        private static (int Bytes, TimeSpan Length)? FrameAt(ReadOnlySpan<byte> bytes)
        {
            // Eleven bits that are set, the version, and layer III.
            if (bytes.Length < HeaderLength || bytes[0] != 0xFF || (bytes[1] & 0xE6) != 0xE2 || (bytes[1] & 0x18) == 0x08)
            {
                return null;
            }

            var (isFirst, isHalf) = ((bytes[1] & 0x18) == 0x18, (bytes[1] & 0x18) == 0);
            var (rate, frequency) = (bytes[2] >> 4, (bytes[2] >> 2) & 3);
            if (rate is 0 or 15 || frequency is 3)
            {
                return null;
            }

            var samplesPerSecond = hertz[frequency] / (isFirst ? 1 : isHalf ? 4 : 2);
            var bitsPerSecond = 1000 * (isFirst ? kilobits : kilobitsOfLater)[rate];
            var samples = isFirst ? 1152 : 576;
            return (
                (samples / 8 * bitsPerSecond / samplesPerSecond) + ((bytes[2] >> 1) & 1),
                TimeSpan.FromSeconds((double)samples / samplesPerSecond));
        }
    }
}
