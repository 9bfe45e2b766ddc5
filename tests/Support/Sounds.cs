using System.Buffers.Binary;

namespace CrmVoice.Tests;

/// <summary>Sound files, made of silence.</summary>
internal static class Sounds
{
    private const int HeaderLength = 44;

    /// <summary>PCM, 8 kHz, one channel of eight bits.</summary>
    public static byte[] Wav(int seconds)
    {
        var file = new byte[HeaderLength + (seconds * 8000)];
        file.AsSpan(HeaderLength).Fill(0x80);
        "RIFF"u8.CopyTo(file);
        Write32(file, 4, file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        Write32(file, 16, 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        Write32(file, 24, 8000);
        Write32(file, 28, 8000);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 8);
        "data"u8.CopyTo(file.AsSpan(36));
        Write32(file, 40, seconds * 8000);
        return file;
    }

    /// <summary>MPEG 1, layer III, 32 kbit/s at 32 kHz: 144 bytes for 36 ms.</summary>
    public static byte[] Mp3(int seconds)
    {
        byte[] frame = [0xFF, 0xFB, 0x18, 0xC0, .. new byte[140]];
        return [.. Enumerable.Repeat(frame, (int)Math.Ceiling(seconds / 0.036)).SelectMany(bytes => bytes)];
    }

    private static void Write32(byte[] file, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
}
