namespace CrmVoice.Sandbox.Accounts;

/// <summary>What a minute costs to numbers that begin so: by the part of the world, and more for special numbers.</summary>
/// <param name="Prefixes">In digits, the country's code first.</param>
internal sealed record VoicePrice(string Name, IReadOnlyList<string> Prefixes, decimal PerMinute)
{
    public const string Currency = "USD";

    private const decimal OfSpecialNumbers = 1.2m;

    // What a number costs of which the table has no country.
    private const decimal Otherwise = 0.014m;

    private static readonly Dictionary<string, decimal> byContinent = new()
    {
        ["NORTH_AMERICA"] = 0.014m,
        ["SOUTH_AMERICA"] = 0.014m,
        ["EUROPE"] = 0.035m,
        ["ASIA"] = 0.09m,
        ["AFRICA"] = 0.35m,
        ["OCEANIA"] = 0.06m,
    };

    /// <summary>Of a country, the longest prefixes first.</summary>
    public static IReadOnlyList<VoicePrice> Of(Country country)
    {
        var usual = new VoicePrice(country.Name, [country.Code[1..]], byContinent[country.Continent]);
        return country.SpecialPrefixes is { Count: > 0 } special
            ? [new VoicePrice($"{country.Name} - Special", [.. special.Select(prefix => prefix[1..])], OfSpecialNumbers), usual]
            : [usual];
    }

    /// <param name="number">E.164.</param>
    public static decimal PerMinuteTo(string number) =>
        (Country.Of(number) is { } country ? Of(country) : [])
            .Where(price => price.Prefixes.Any(prefix => number.AsSpan(1).StartsWith(prefix, StringComparison.Ordinal)))
            .Select(price => (decimal?)price.PerMinute)
            .FirstOrDefault() ?? Otherwise;
}
