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
    public AccountStatus Status { get; init; }

    public bool IsTrial { get; init; }

    /// <summary>Verified caller IDs by their number.</summary>
    public ConcurrentDictionary<string, CallerId> CallerIds { get; } = new();

    /// <summary>Whether calls may come from it: one of the account's numbers, or one verified as a caller ID.</summary>
    public bool Owns(string number) => Numbers.Contains(number) || CallerIds.ContainsKey(number);

    /// <summary>Whether the number is one that a trial may not call (Twilio: "Trial account restrictions").</summary>
    public bool LacksVerified(string number) => IsTrial && !Owns(number);

    /// <summary>The token as a page may show it.</summary>
    public string MaskedToken => AuthToken.Length < 8 ? "••••" : $"{AuthToken[..2]}••••••{AuthToken[^2..]}";
}

/// <summary>Twilio: "Account resource: status", written in lower case.</summary>
internal enum AccountStatus
{
    Active,
    Suspended,
    Closed,
}
