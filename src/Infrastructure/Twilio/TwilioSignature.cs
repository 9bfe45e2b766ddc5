using System.Security.Cryptography;
using System.Text;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>
/// How Twilio signs webhooks (Twilio: "Webhooks security", "Validating signatures from Twilio"): an HMAC-SHA1 with the account's auth token
/// over the address and the decoded body fields. Repeated fields go by Twilio's Node package, since its C# one rejects what that accepts.
/// </summary>
internal static class TwilioSignature
{
    private const string BodyHashParameter = "bodySHA256";

    /// <param name="form">Decoded body fields, untrimmed, empty ones included; none for GET and for JSON.</param>
    public static string Compute(string authToken, string url, IEnumerable<KeyValuePair<string, string>> form) => Convert.ToBase64String(Sign(authToken, url + Join(form)));

    /// <summary>
    /// What of the body is signed: its fields sorted by code, as Twilio's package does it; what is said twice counts once.
    /// The same for every token and address, and dear where there are many: made once.
    /// </summary>
    public static string Join(IEnumerable<KeyValuePair<string, string>> form)
    {
        var fields = form.ToArray();
        Array.Sort(fields, (one, other) => string.CompareOrdinal(one.Key, other.Key) is not 0 and var order ? order : string.CompareOrdinal(one.Value, other.Value));
        var text = new StringBuilder();
        for (var at = 0; at < fields.Length; at++)
        {
            if (at == 0 || fields[at] is var (key, value) && (key != fields[at - 1].Key || value != fields[at - 1].Value))
            {
                text.Append(fields[at].Key).Append(fields[at].Value);
            }
        }

        return text.ToString();
    }

    /// <summary>
    /// Twilio leaves the port out of https addresses and keeps it in http ones, and proxies add and drop default ports:
    /// the address is tried as it is configured, without its port, and with the default one.
    /// </summary>
    /// <param name="fields">What <see cref="Join"/> made of the body.</param>
    public static bool IsValid(string authToken, string url, string fields, string signature) => Candidates(url).Any(candidate => Fits(signature, Sign(authToken, candidate + fields)));

    /// <summary>JSON bodies are signed through their hash, which Twilio adds to the address as <c>bodySHA256</c>; both checks must pass.</summary>
    public static bool IsValidBody(string authToken, string url, ReadOnlySpan<byte> body, string signature)
    {
        if (HashIn(url) is not { } claimed)
        {
            return false;
        }

        var actual = Convert.ToHexStringLower(SHA256.HashData(body));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(claimed.ToLowerInvariant()), Encoding.UTF8.GetBytes(actual))
            && IsValid(authToken, url, fields: "", signature);
    }

    // Each comparison takes the same time wherever the two differ.
    private static bool Fits(string given, byte[] signed) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Convert.ToBase64String(signed)));

    private static byte[] Sign(string authToken, string text)
    {
#pragma warning disable CA5350 // Twilio's choice; an HMAC does not need what SHA-1 has lost.
        return HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
    }

    private static IEnumerable<string> Candidates(string url)
    {
        var hostStart = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var hostEnd = url.IndexOfAny(['/', '?'], hostStart) is >= 0 and var end ? end : url.Length;
        var portStart = url.LastIndexOf(':', hostEnd - 1, hostEnd - hostStart);
        if (portStart < 0 || url.IndexOf(']', portStart, hostEnd - portStart) >= 0)
        {
            portStart = hostEnd;
        }

        var (before, after) = (url[..portStart], url[hostEnd..]);
        var defaultPort = url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("wss:", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80";
        return new[] { url, before + after, before + defaultPort + after }.Distinct();
    }

    private static string? HashIn(string url) => url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query
        ? url[(query + 1)..].Split('&')
            .Where(pair => pair.StartsWith(BodyHashParameter + "=", StringComparison.Ordinal))
            .Select(pair => pair[(BodyHashParameter.Length + 1)..])
            .FirstOrDefault()
        : null;
}
