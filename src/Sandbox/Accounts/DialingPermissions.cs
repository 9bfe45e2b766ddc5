using System.Collections.Concurrent;

namespace CrmVoice.Sandbox.Accounts;

/// <summary>Which countries an account may call (Twilio: "Voice dialing geographic permissions").</summary>
internal sealed class DialingPermissions
{
    private readonly ConcurrentDictionary<string, CountryPermission> byCountry;

    /// <param name="closed">How the numbers of those begin that are closed at the start; the others are open, but for what costs more.</param>
    public DialingPermissions(IEnumerable<string> closed) =>
        byCountry = new(Country.All.Select(country => KeyValuePair.Create(
            country.IsoCode,
            new CountryPermission(LowRisk: !closed.Contains(country.Code), HighRiskSpecial: false, HighRiskTollFraud: false))));

    /// <summary>Whether a subaccount has those of the account above it.</summary>
    public bool IsInherited { get; set; }

    public CountryPermission this[Country country]
    {
        get => byCountry[country.IsoCode];
        set => byCountry[country.IsoCode] = value;
    }

    public bool Allow(string number) => Country.Of(number) is not { } country
        || (country.SpecialPrefixes.Any(prefix => number.StartsWith(prefix, StringComparison.Ordinal))
            ? this[country].HighRiskSpecial
            : this[country].LowRisk);
}

internal sealed record CountryPermission(bool LowRisk, bool HighRiskSpecial, bool HighRiskTollFraud);
