namespace CrmVoice.Infrastructure.Twilio.Sounds;

/// <summary>
/// Calm music of our own making, free for everybody: eight chords, each with its notes one after the other above it. It ends in silence and
/// begins out of it, so that it can be played again and again.
/// </summary>
internal static class HoldMusic
{
    private const double SecondsPerChord = 5;
    private const double SecondsPerNote = SecondsPerChord / 8;
    private const double ChordLoudness = 0.05;
    private const double NoteLoudness = 0.09;

    /// <summary>MIDI numbers (60 is middle C): high enough for a telephone.</summary>
    private static readonly int[][] chords =
    [
        [60, 64, 67, 71],
        [57, 64, 67, 72],
        [65, 69, 72, 76],
        [62, 67, 71, 74],
        [64, 67, 71, 74],
        [57, 64, 69, 72],
        [62, 65, 69, 72],
        [59, 62, 67, 71],
    ];

    // Up and down again.
    private static readonly int[] order = [0, 1, 2, 3, 2, 1, 3, 1];

    public static double[] Sound()
    {
        var samples = new double[(int)(chords.Length * SecondsPerChord * WaveFile.SamplesPerSecond)];
        foreach (var (index, chord) in chords.Index())
        {
            var start = index * SecondsPerChord;
            foreach (var note in chord)
            {
                Add(samples, note, start, SecondsPerChord, ChordLoudness, Swell);
            }

            foreach (var (step, which) in order.Index())
            {
                // The last ones fade with their chord, and the piece with its last chord.
                var begins = start + (step * SecondsPerNote);
                Add(samples, chord[which] + 12, begins, start + SecondsPerChord - begins, NoteLoudness, Pluck);
            }
        }

        return samples;
    }

    private static void Add(double[] samples, int note, double start, double seconds, double loudness, Func<double, double, double> shape)
    {
        var turn = 2 * Math.PI * 440 * Math.Pow(2, (note - 69) / 12.0) / WaveFile.SamplesPerSecond;
        var first = (int)(start * WaveFile.SamplesPerSecond);
        var count = Math.Min((int)(seconds * WaveFile.SamplesPerSecond), samples.Length - first);
        for (var at = 0; at < count; at++)
        {
            var angle = turn * at;
            var tone = Math.Sin(angle) + (0.3 * Math.Sin(2 * angle));
            samples[first + at] += loudness * shape((double)at / WaveFile.SamplesPerSecond, seconds) * tone;
        }
    }

    private static double Swell(double second, double seconds) => Math.Pow(Math.Sin(Math.PI * second / seconds), 2);

    private static double Pluck(double second, double seconds) =>
        Math.Min(1, second / 0.01) * Math.Exp(-2.2 * second) * Math.Min(1, (seconds - second) / 0.05);
}
