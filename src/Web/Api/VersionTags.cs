using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CrmVoice.Web.Api;

/// <summary>Entity tags (RFC 9110) that are version numbers: <c>"3"</c>.</summary>
internal static class VersionTags
{
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Reads <c>If-Match</c>. Quotes may be left out; a tag that is no version of ours, or a weak one, matches nothing.</summary>
    /// <param name="versions">Null where any version will do: there is no such header, or it says <c>*</c>.</param>
    /// <returns>False for a header that cannot be read.</returns>
    public static bool TryReadIfMatch(StringValues header, out IReadOnlyList<int>? versions)
    {
        versions = header.Count == 0 ? null : Bare(header.ToString());
        if (header.Count == 0 || versions is not null)
        {
            return true;
        }

        if (!EntityTagHeaderValue.TryParseStrictList(header!, out var tags) || tags.Count == 0)
        {
            return false;
        }

        versions = tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any))
            ? null
            : [.. tags.Where(tag => !tag.IsWeak).Select(tag => Version(tag.Tag.Value!.Trim('"'))).OfType<int>()];
        return true;
    }

    private static List<int>? Bare(string header)
    {
        var found = header.Split(',', StringSplitOptions.TrimEntries).Select(Version).ToList();
        return found.Contains(null) ? null : [.. found.OfType<int>()];
    }

    // "03" is another tag than "3".
    private static int? Version(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        && version.ToString(CultureInfo.InvariantCulture) == text
            ? version
            : null;
}
