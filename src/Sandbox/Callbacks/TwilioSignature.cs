using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CrmVoice.Sandbox.Callbacks;

/// <summary>X-Twilio-Signature (Twilio: Webhooks Security).</summary>
internal static partial class TwilioSignature
{
    /// <summary>
    /// The signature of a URL and the decoded body parameters. Keys sort by code unit, equal values of a key count once, nothing separates
    /// them.
    /// </summary>
    [SuppressMessage("Security", "CA5350", Justification = "Twilio signs with HMAC-SHA1.")]
    public static string Compute(string authToken, string url, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var message = new StringBuilder(url);
        foreach (var (key, value) in parameters.Distinct()
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal).ThenBy(parameter => parameter.Value, StringComparer.Ordinal))
        {
            message.Append(key).Append(value);
        }

        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(message.ToString())));
    }

    /// <summary>
    /// The URL that is signed for a request: without fragment and user info, and over https without its port, even one that is not 443.
    /// </summary>
    public static string SignedUrl(string url)
    {
        var (main, _) = ConnectionOverrides.SplitFragment(url);
        main = UserInfo.Replace(main, "$1");
        return main.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || main.StartsWith("wss:", StringComparison.OrdinalIgnoreCase)
            ? Port.Replace(main, "$1")
            : main;
    }

    [GeneratedRegex("^([a-zA-Z]+://)[^/?@]*@")]
    private static partial Regex UserInfo { get; }

    [GeneratedRegex(@"^([a-zA-Z]+://(?:\[[^\]]*\]|[^/?:]*)):\d+")]
    private static partial Regex Port { get; }
}
