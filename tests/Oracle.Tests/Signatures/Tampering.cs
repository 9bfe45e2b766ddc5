namespace CrmVoice.Oracle.Tests.Signatures;

/// <summary>A request of which one part is no longer what was signed.</summary>
internal sealed record Tampered(string What, SignedCase Request, string Signature);

internal static class Tampering
{
    public const int Kinds = 17;

    public static IEnumerable<Tampered> Of(SignedCase request, string signature)
    {
        foreach (var (what, url) in Urls(request.Url))
        {
            yield return new(what, request with { Url = url }, signature);
        }

        foreach (var (what, form) in Forms(request.Form))
        {
            yield return new(what, request with { Form = form }, signature);
        }

        yield return new("another token", request with { Token = request.Token[1..] + "g" }, signature);
        yield return new("a turned signature", request, Turned(signature));
        yield return new("a shorter signature", request, signature[..^1]);
        yield return new("no signature", request, "");
    }

    /// <summary>The same letters, two of them changed.</summary>
    public static string Turned(string signature) => (signature[0] == 'A' ? 'B' : 'A') + signature[1..];

    private static IEnumerable<(string What, string Url)> Urls(string url)
    {
        yield return ("another scheme", url.StartsWith("https", StringComparison.Ordinal) ? "http" + url[5..] : "https" + url[4..]);
        yield return (
            "another host",
            url.Contains("[::1]", StringComparison.Ordinal)
                ? url.Replace("[::1]", "[::2]", StringComparison.Ordinal)
                : url.Replace("://", "://x.", StringComparison.Ordinal));
        yield return (
            "a longer path",
            url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query ? url[..query] + "x" + url[query..] : url + "x");
        yield return ("a longer query", url + (url.Contains('?', StringComparison.Ordinal) ? "&x=1" : "?x=1"));
        if (url.Contains('=', StringComparison.Ordinal))
        {
            yield return ("another name in the query", url.Replace("=", "x=", StringComparison.Ordinal));
            yield return ("less query", url[..url.IndexOf('?', StringComparison.Ordinal)]);
        }

        if (url.StartsWith("http://", StringComparison.Ordinal) && url.Contains(":5080", StringComparison.Ordinal))
        {
            yield return ("another port over http", url.Replace(":5080", ":5081", StringComparison.Ordinal));
        }
    }

    private static IEnumerable<(string What, KeyValuePair<string, string>[] Form)> Forms(IReadOnlyList<KeyValuePair<string, string>> form)
    {
        yield return ("another field", [.. form, new("Extra", "")]);
        if (form.Count == 0)
        {
            yield break;
        }

        // A field that stands twice with the same value counts once, so that all of its kind are changed.
        var first = form[0];
        var others = form.Where(field => field.Key != first.Key).ToArray();
        yield return ("a field less", others);
        yield return ("another value", [.. others, new(first.Key, first.Value + "1")]);
        yield return ("a space more", [.. others, new(first.Key, first.Value + " ")]);
        yield return ("another name", [.. others, new("x" + first.Key, first.Value)]);
        if (first.Value.ToUpperInvariant() is var upper && upper != first.Value)
        {
            yield return ("upper case", [.. others, new(first.Key, upper)]);
        }
    }
}
