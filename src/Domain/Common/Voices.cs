using static CrmVoice.Domain.Common.VoiceKind;
using static CrmVoice.Domain.Common.VoiceSound;

namespace CrmVoice.Domain.Common;

/// <summary>
/// The voices that Twilio speaks the product's languages with (Twilio: "Text-to-Speech", "Available voices and languages").
/// </summary>
public static class Voices
{
    private static readonly Dictionary<string, Voice[]> byLanguage = new(StringComparer.Ordinal)
    {
        ["pt-BR"] =
        [
            new("Polly.Camila-Neural", "Camila", Neural, Feminine),
            new("Polly.Vitoria-Neural", "Vitória", Neural, Feminine),
            new("Polly.Thiago-Neural", "Thiago", Neural, Masculine),
            new("Polly.Camila", "Camila", Standard, Feminine),
            new("Polly.Vitoria", "Vitória", Standard, Feminine),
            new("Polly.Ricardo", "Ricardo", Standard, Masculine),
            new("Google.pt-BR-Neural2-A", "Neural2 A", Neural, Feminine),
            new("Google.pt-BR-Neural2-B", "Neural2 B", Neural, Masculine),
            new("Google.pt-BR-Neural2-C", "Neural2 C", Neural, Feminine),
            new("Google.pt-BR-Wavenet-A", "WaveNet A", Neural, Feminine),
            new("Google.pt-BR-Wavenet-B", "WaveNet B", Neural, Masculine),
            new("Google.pt-BR-Wavenet-C", "WaveNet C", Neural, Feminine),
            new("Google.pt-BR-Wavenet-D", "WaveNet D", Neural, Feminine),
            new("Google.pt-BR-Wavenet-E", "WaveNet E", Neural, Masculine),
            new("Google.pt-BR-Standard-A", "Standard A", Standard, Feminine),
            new("Google.pt-BR-Standard-B", "Standard B", Standard, Masculine),
            new("Google.pt-BR-Standard-C", "Standard C", Standard, Feminine),
            new("Google.pt-BR-Standard-D", "Standard D", Standard, Feminine),
            new("Google.pt-BR-Standard-E", "Standard E", Standard, Masculine),
            new("Google.pt-BR-Chirp3-HD-Aoede", "Aoede", Generative, Feminine),
            new("Google.pt-BR-Chirp3-HD-Charon", "Charon", Generative, Masculine),
            new("Google.pt-BR-Chirp3-HD-Fenrir", "Fenrir", Generative, Masculine),
            new("Google.pt-BR-Chirp3-HD-Kore", "Kore", Generative, Feminine),
            new("Google.pt-BR-Chirp3-HD-Leda", "Leda", Generative, Feminine),
            new("Google.pt-BR-Chirp3-HD-Orus", "Orus", Generative, Masculine),
            new("Google.pt-BR-Chirp3-HD-Puck", "Puck", Generative, Masculine),
            new("Google.pt-BR-Chirp3-HD-Zephyr", "Zephyr", Generative, Feminine),
        ],
        ["en"] =
        [
            new("Polly.Joanna-Neural", "Joanna", Neural, Feminine),
            new("Polly.Matthew-Neural", "Matthew", Neural, Masculine),
            new("Polly.Joanna", "Joanna", Standard, Feminine),
            new("Polly.Matthew", "Matthew", Standard, Masculine),
            new("Google.en-US-Neural2-C", "Neural2 C", Neural, Feminine),
            new("Google.en-US-Neural2-D", "Neural2 D", Neural, Masculine),
        ],
    };

    /// <summary>The first is the default.</summary>
    public static IReadOnlyList<Voice> Of(string language) => byLanguage.GetValueOrDefault(language, []);
}

/// <summary>A voice as it is shown to people.</summary>
/// <param name="Id">What Twilio calls it.</param>
/// <param name="Name">Its own name; Google's have letters for most of theirs.</param>
public sealed record Voice(string Id, string Name, VoiceKind Kind, VoiceSound Sound)
{
    public string Provider => Id.StartsWith("Polly.", StringComparison.Ordinal) ? "Amazon Polly" : "Google";
}

/// <summary>Twilio's types of voices, the best last.</summary>
public enum VoiceKind
{
    Standard,
    Neural,
    Generative,
}

public enum VoiceSound
{
    Feminine,
    Masculine,
}
