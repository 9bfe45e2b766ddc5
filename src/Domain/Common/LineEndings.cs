namespace CrmVoice.Domain.Common;

/// <summary>Forms end lines with two characters, pages with one, and integrators as they please.</summary>
public static class LineEndings
{
    public static string Unify(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
