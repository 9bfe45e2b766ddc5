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

    /// <param name="language">Null for the reader's.</param>
    /// <returns>The region itself where it is newer than our names.</returns>
    public static string Of(string region, CultureInfo? language = null) =>
        names.GetString($"country.{region}", language ?? CultureInfo.CurrentUICulture) ?? region;
}
