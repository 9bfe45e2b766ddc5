using System.Buffers.Binary;
using System.Text;

namespace CrmVoice.Sandbox.Recordings;

/// <summary>
/// What a recording sounds like: the two sides take turns, a low tone for the first channel (the parent leg) and a higher one for the
/// second. 16-bit samples at 8 kHz, which makes Twilio's 128 kbps for one channel.
/// </summary>
internal static class Tones
{
    private const int Rate = 8000;
    private const int HeaderSize = 44;
    private const int LongestSeconds = 600;
    private const double TurnSeconds = 1.5;
    private const double Loudness = 6000;
    private static readonly double[] Frequencies = [330, 495];

    /// <summary>A WAV file; beyond ten minutes it would only fill the memory, so there it ends.</summary>
    public static byte[] Wav(int seconds, int channels)
    {
        var samples = Math.Min(seconds, LongestSeconds) * Rate;
        var file = new byte[HeaderSize + (samples * channels * 2)];
        WriteHeader(file, channels);
        for (var sample = 0; sample < samples; sample++)
        {
            var time = (double)sample / Rate;
            for (var channel = 0; channel < channels; channel++)
            {
                var value = channels == 1 ? Sound(0, time) + Sound(1, time) : Sound(channel, time);
                BinaryPrimitives.WriteInt16LittleEndian(
                    file.AsSpan(HeaderSize + (((sample * channels) + channel) * 2)),
                    (short)(value * Loudness));
            }
        }

        return file;
    }

    private static double Sound(int side, double time)
    {
        var turn = time / TurnSeconds;
        if ((int)turn % 2 != side)
        {
            return 0;
        }

        // Fades in and out within each turn, so that it does not click.
        return Math.Sin(2 * Math.PI * Frequencies[side] * time) * Math.Sin(Math.PI * (turn - Math.Floor(turn)));
    }

    private static void WriteHeader(Span<byte> file, int channels)
    {
        Encoding.ASCII.GetBytes("RIFF", file);
        BinaryPrimitives.WriteInt32LittleEndian(file[4..], file.Length - 8);
        Encoding.ASCII.GetBytes("WAVEfmt ", file[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(file[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(file[22..], (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(file[24..], Rate);
        BinaryPrimitives.WriteInt32LittleEndian(file[28..], Rate * channels * 2);
        BinaryPrimitives.WriteInt16LittleEndian(file[32..], (short)(channels * 2));
        BinaryPrimitives.WriteInt16LittleEndian(file[34..], 16);
        Encoding.ASCII.GetBytes("data", file[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[40..], file.Length - HeaderSize);
    }
}
