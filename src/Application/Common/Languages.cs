namespace CrmVoice.Application.Common;

/// <summary>The languages of screens, as IETF tags; the first is what everything falls back to.</summary>
public static class Languages
{
    public static IReadOnlyList<string> All { get; } = ["en", "pt-BR"];

    public static bool Speaks(string language) => All.Contains(language, StringComparer.Ordinal);
}
