using System.Text;
using Twilio.Security;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>
/// Whether Twilio signed a webhook (Twilio: "Webhooks security", "Validating signatures from Twilio"), by the validator of Twilio's
/// package. Ours is only what that gets wrong: fields that stand there twice, which its dictionary cannot hold, and an address with a
/// default port, or without a path.
/// </summary>
internal static class TwilioSignature
{
    /// <summary>
    /// What of the body is signed: its fields sorted by code, what is said twice once, as Twilio's Node package does it. The same for every
    /// token and address, and dear where there are many: made once.
    /// </summary>
    /// <param name="form">Decoded body fields, untrimmed, empty ones included; none for GET.</param>
    public static string Join(IEnumerable<KeyValuePair<string, string>> form)
    {
        var fields = form.ToArray();
        Array.Sort(
            fields,
            (one, other) =>
                string.CompareOrdinal(one.Key, other.Key) is not 0 and var order ? order : string.CompareOrdinal(one.Value, other.Value));
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
    public static bool IsValid(string authToken, string url, string fields, string signature)
    {
        var validator = new RequestValidator(authToken);
        // To the package one field without a value: what it signs is names and values in a row.
        var joined = new Dictionary<string, string> { [fields] = "" };
        return signature.Length > 0 && Candidates(url).Any(candidate => Accepts(validator, candidate, joined, signature));
    }

    private static bool Accepts(RequestValidator validator, string url, Dictionary<string, string> fields, string signature)
    {
        try
        {
            return validator.Validate(url, fields, signature);
        }
        catch (Exception exception) when (exception is UriFormatException or ArgumentException)
        {
            // It looks for the port of an address only after the address itself did not fit, and throws where it finds no host in it.
            return false;
        }
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
        var defaultPort =
            url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("wss:", StringComparison.OrdinalIgnoreCase)
                ? ":443"
                : ":80";
        return new[] { url, before + after, before + defaultPort + after }.Distinct();
    }
}
