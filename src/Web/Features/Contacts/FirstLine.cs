namespace CrmVoice.Web.Features.Contacts;

internal static class FirstLine
{
    /// <summary>The first line in which something is written; null where nothing is.</summary>
    public static string? Of(string? text) =>
        text?.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
}
