namespace CrmVoice.Sandbox.Accounts;

internal sealed record Account(string Sid, string AuthToken, string FriendlyName, IReadOnlyList<string> Numbers, IReadOnlyDictionary<string, string> ApiKeys, IReadOnlyList<string> ClosedCountries)
{
    public bool Owns(string number) => Numbers.Contains(number);

    public bool MayCall(string number) => !ClosedCountries.Any(country => number.StartsWith(country, StringComparison.Ordinal));

    /// <summary>The token as a page may show it.</summary>
    public string MaskedToken => AuthToken.Length < 8 ? "••••" : $"{AuthToken[..2]}••••••{AuthToken[^2..]}";
}
