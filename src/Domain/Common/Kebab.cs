using System.Text.Json;

namespace CrmVoice.Domain.Common;

/// <summary>
/// The product's spelling of its words, such as <c>agent-ringing</c> for <c>AgentRinging</c>: in the database, in the API, in resource
/// keys.
/// </summary>
public static class Kebab
{
    public static string Of<TEnum>(TEnum word)
        where TEnum : struct, Enum => Spelling<TEnum>.ByWord[word];

    /// <summary>Null for a text that is not a value of this enum.</summary>
    public static TEnum? TryRead<TEnum>(string? text)
        where TEnum : struct, Enum => text is not null && Spelling<TEnum>.ByText.TryGetValue(text, out var word) ? word : null;

    private static class Spelling<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly Dictionary<TEnum, string> ByWord =
            Enum.GetValues<TEnum>().ToDictionary(word => word, word => JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString()));

        public static readonly Dictionary<string, TEnum> ByText = ByWord.ToDictionary(pair => pair.Value, pair => pair.Key);
    }
}
