using System.Collections.Concurrent;

namespace CrmVoice.Sandbox.Accounts;

internal sealed record Account(
    string Sid,
    string AuthToken,
    string FriendlyName,
    IReadOnlyList<string> Numbers,
    IReadOnlyDictionary<string, string> ApiKeys,
    DialingPermissions DialingPermissions)
{
    /// <summary>Verified caller IDs by their number.</summary>
    public ConcurrentDictionary<string, CallerId> CallerIds { get; } = new();

    /// <summary>Whether calls may come from it: one of the account's numbers, or one verified as a caller ID.</summary>
    public bool Owns(string number) => Numbers.Contains(number) || CallerIds.ContainsKey(number);

    /// <summary>The token as a page may show it.</summary>
    public string MaskedToken => AuthToken.Length < 8 ? "••••" : $"{AuthToken[..2]}••••••{AuthToken[^2..]}";
}
