using System.Text;
using System.Xml;
using CrmVoice.Application.Voice.Contracts;
using Twilio.TwiML.Voice;

namespace CrmVoice.Infrastructure.Twilio.TwiML;

/// <summary>Turns a sentence into something that Twilio can say (TwiML Say: "Attributes: voice, language").</summary>
internal static class SpokenText
{
    // Twilio speaks some 4,096 characters.
    private const int MaxCharacters = 4000;

    /// <summary>Nothing for a sentence without words: Twilio warns of an empty Say.</summary>
    public static T Saying<T>(this T verb, Sentence? sentence)
        where T : global::Twilio.TwiML.TwiML
    {
        if (sentence is not null && Clean(sentence.Text) is { Length: > 0 } text)
        {
            var (language, voice) = VoiceOf(sentence.Language);
            verb.Append(
                new Say(text) { Language = language, Voice = (sentence.Voice ?? voice) is { } chosen ? (Say.VoiceEnum)chosen : null });
        }

        return verb;
    }

    private static (string Language, string? Voice) VoiceOf(string language) => language.Split('-', 2)[0].ToLowerInvariant() switch
    {
        "pt" => ("pt-BR", "Polly.Camila-Neural"),
        "en" => ("en-US", "Polly.Joanna-Neural"),
        "es" => ("es-US", "Polly.Lupe-Neural"),
        _ => (language, null),
    };

    /// <summary>
    /// Names come from people and other systems: what XML 1.0 cannot hold is dropped, since one such character would end the call.
    /// </summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var isLegal = rune.IsBmp ? XmlConvert.IsXmlChar((char)rune.Value) : rune.Value is >= 0x10000 and <= 0x10FFFF;
            if (isLegal && clean.Length + rune.Utf16SequenceLength <= MaxCharacters)
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString().Trim();
    }
}
