using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CrmVoice.Sandbox;

internal static partial class Sids
{
    public static string New(string prefix) => prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The same SID for the same thing over restarts, e.g. for a phone number from the configuration.</summary>
    public static string Of(string prefix, string thing) =>
        prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(thing)))[..32];

    [GeneratedRegex("^[A-Z]{2}[0-9a-fA-F]{32}$")]
    public static partial Regex Pattern { get; }

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$")]
    public static partial Regex PhoneNumber { get; }
}
