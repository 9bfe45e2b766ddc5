using System.Globalization;
using System.Text;

namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>
/// Reads application/x-www-form-urlencoded for a signature check: every field as it came, in order, repeated and empty ones too.
/// ASP.NET's own reader merges names that differ in case and refuses input beyond its limits; this one never fails.
/// </summary>
public static class UrlEncodedFields
{
    public static List<KeyValuePair<string, string>> Read(ReadOnlySpan<byte> text)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var range in text.Split((byte)'&'))
        {
            var pair = text[range];
            if (!pair.IsEmpty)
            {
                var equals = pair.IndexOf((byte)'=');
                fields.Add(equals < 0 ? new(Decode(pair), "") : new(Decode(pair[..equals]), Decode(pair[(equals + 1)..])));
            }
        }

        return fields;
    }

    /// <param name="queryString">As it came, with its question mark, or empty.</param>
    public static List<KeyValuePair<string, string>> Read(string queryString) => Read(Encoding.UTF8.GetBytes(queryString.TrimStart('?')));

    // Invalid percent-encoding stays as it is, and invalid UTF-8 becomes U+FFFD: neither can then match a signature.
    private static string Decode(ReadOnlySpan<byte> text)
    {
        var decoded = new byte[text.Length];
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '%'
                && at + 2 < text.Length
                && byte.TryParse(text.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                decoded[length++] = value;
                at += 2;
            }
            else
            {
                decoded[length++] = text[at] == '+' ? (byte)' ' : text[at];
            }
        }

        return Encoding.UTF8.GetString(decoded, 0, length);
    }
}
