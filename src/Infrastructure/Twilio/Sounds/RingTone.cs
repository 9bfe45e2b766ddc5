namespace CrmVoice.Infrastructure.Twilio.Sounds;

/// <summary>
/// What a caller hears while the other telephone rings, as the networks of a country sound it (ITU-T: "Various tones used in national
/// networks"). The pause is cut short by about the time that asking again takes.
/// </summary>
internal sealed record RingTone(string Name, double[] Frequencies, double Seconds)
{
    private const double AllSeconds = 4.8;
    private const double Loudness = 0.2;
    private const double FadeSeconds = 0.01;

    /// <summary>Brazil, most of Europe and of Latin America: 425 Hz, one second of five.</summary>
    public static readonly RingTone Common = new("ringing", [425], 1);

    /// <summary>The United States and Canada: 440 and 480 Hz, two seconds of six.</summary>
    public static readonly RingTone NorthAmerican = new("ringing-us", [440, 480], 2);

    public static IReadOnlyList<RingTone> All { get; } = [Common, NorthAmerican];

    /// <param name="country">ISO 3166-1 alpha-2.</param>
    public static RingTone Of(string country) => country is "US" or "CA" or "PR" ? NorthAmerican : Common;

    public double[] Sound()
    {
        var samples = new double[(int)(AllSeconds * WaveFile.SamplesPerSecond)];
        for (var at = 0; at < Seconds * WaveFile.SamplesPerSecond; at++)
        {
            var second = (double)at / WaveFile.SamplesPerSecond;
            // Without a crack at either end.
            var fade = Math.Min(1, Math.Min(second, Seconds - second) / FadeSeconds);
            samples[at] = Loudness * fade * Frequencies.Average(hertz => Math.Sin(2 * Math.PI * hertz * second));
        }

        return samples;
    }
}
