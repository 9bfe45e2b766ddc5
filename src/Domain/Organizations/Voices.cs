namespace CrmVoice.Domain.Organizations;

/// <summary>The voices that Twilio speaks the product's languages with (Twilio: "Text-to-Speech", "Available voices and languages").</summary>
public static class Voices
{
    private static readonly Dictionary<string, string[]> byLanguage = new(StringComparer.Ordinal)
    {
        ["pt-BR"] =
        [
            "Polly.Camila-Neural", "Polly.Vitoria-Neural", "Polly.Thiago-Neural", "Polly.Camila", "Polly.Vitoria", "Polly.Ricardo",
            "Google.pt-BR-Neural2-A", "Google.pt-BR-Neural2-B", "Google.pt-BR-Neural2-C",
            "Google.pt-BR-Wavenet-A", "Google.pt-BR-Wavenet-B", "Google.pt-BR-Wavenet-C", "Google.pt-BR-Wavenet-D", "Google.pt-BR-Wavenet-E",
            "Google.pt-BR-Standard-A", "Google.pt-BR-Standard-B", "Google.pt-BR-Standard-C", "Google.pt-BR-Standard-D", "Google.pt-BR-Standard-E",
            "Google.pt-BR-Chirp3-HD-Aoede", "Google.pt-BR-Chirp3-HD-Charon", "Google.pt-BR-Chirp3-HD-Fenrir", "Google.pt-BR-Chirp3-HD-Kore",
            "Google.pt-BR-Chirp3-HD-Leda", "Google.pt-BR-Chirp3-HD-Orus", "Google.pt-BR-Chirp3-HD-Puck", "Google.pt-BR-Chirp3-HD-Zephyr",
        ],
        ["en"] = ["Polly.Joanna-Neural", "Polly.Matthew-Neural", "Polly.Joanna", "Polly.Matthew", "Google.en-US-Neural2-C", "Google.en-US-Neural2-D"],
    };

    /// <summary>The first is the one that speaks where none was chosen.</summary>
    public static IReadOnlyList<string> Of(string language) => byLanguage.GetValueOrDefault(language, []);
}
