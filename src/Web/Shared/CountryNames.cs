using System.Globalization;
using System.Resources;
using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Shared;

/// <summary>
/// Names of regions (<see cref="NumberPlace.Region"/>): on pages in the reader's language, in problem documents in the caller's.
/// </summary>
internal static class CountryNames
{
    private static readonly ResourceManager names = new("CrmVoice.Web.Resources.Countries", typeof(CountryNames).Assembly);

    public static string Of(string region) => Of(region, CultureInfo.CurrentUICulture);

    /// <summary>The region itself where it is newer than our names.</summary>
    public static string Of(string region, CultureInfo language) => names.GetString($"country.{region}", language) ?? region;
}
