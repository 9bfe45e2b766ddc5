using System.Globalization;

namespace CrmVoice.Application.Organizations.Contracts;

/// <summary>Where an organization may be: the countries whose numbers are read, and the time zones that this system knows.</summary>
public static class Places
{
    // Without a numbering plan of their own: no number would be read as theirs.
    private static readonly string[] withoutNumbers = ["DG", "EA", "IC", "PN", "UM"];

    private static readonly Lazy<IReadOnlyList<RegionInfo>> countries = new(() =>
    [
        .. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(culture => new RegionInfo(culture.Name))
            // The others are parts of the world, with numbers instead of letters.
            .Where(region => region.TwoLetterISORegionName is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
            .DistinctBy(region => region.TwoLetterISORegionName)
            .ExceptBy(withoutNumbers, region => region.TwoLetterISORegionName),
    ]);

    private static readonly Lazy<IReadOnlyList<string>> timeZones = new(() =>
        [
            .. TimeZoneInfo
                .GetSystemTimeZones()
                .Select(IanaNameOf)
                .OfType<string>()
                .Where(name => name.Contains('/'))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ]);

    public static IReadOnlyList<RegionInfo> Countries => countries.Value;

    /// <summary>IANA names, such as <c>America/Sao_Paulo</c>.</summary>
    public static IReadOnlyList<string> TimeZones => timeZones.Value;

    /// <param name="code">ISO 3166-1 alpha-2.</param>
    public static bool IsCountry(string? code) => Countries.Any(country => country.TwoLetterISORegionName == code);

    public static bool IsTimeZone(string? name) => TimeZones.Contains(name, StringComparer.Ordinal);

    private static string? IanaNameOf(TimeZoneInfo zone) =>
        zone.HasIanaId ? zone.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var name) ? name : null;
}
