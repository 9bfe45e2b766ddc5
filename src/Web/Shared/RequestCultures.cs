using System.Globalization;
using CrmVoice.Application.Common;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CrmVoice.Web.Shared;

/// <summary>The language of a page: the person's own choice, then the organization's, then the browser's, then English.</summary>
internal static class RequestCultures
{
    public static readonly CultureInfo[] Supported = [.. Languages.All.Select(CultureInfo.GetCultureInfo)];

    public static void Configure(RequestLocalizationOptions options)
    {
        options.SupportedCultures = Supported;
        options.SupportedUICultures = Supported;
        options.DefaultRequestCulture = new RequestCulture("en");
        options.ApplyCurrentCultureToResponseHeaders = true;
        options.RequestCultureProviders =
        [
            new CookieRequestCultureProvider { CookieName = Preferences.LanguageCookie },
            new CustomRequestCultureProvider(context => Answer(context.User.FindFirst(CrmVoiceClaims.OrganizationLanguage)?.Value)),
            new CustomRequestCultureProvider(context => Answer(FromBrowser(context.Request.Headers.AcceptLanguage))),
        ];
    }

    /// <summary>Portuguese and English of any country are served by the one we have.</summary>
    public static string? Nearest(string? language) => language switch
    {
        null or "" => null,
        _ when language.StartsWith("pt", StringComparison.OrdinalIgnoreCase) => "pt-BR",
        _ when language.StartsWith("en", StringComparison.OrdinalIgnoreCase) => "en",
        _ => null,
    };

    private static Task<ProviderCultureResult?> Answer(string? language) =>
        Task.FromResult(Nearest(language) is { } known ? new ProviderCultureResult(known) : null);

    private static string? FromBrowser(StringValues header) =>
        StringWithQualityHeaderValue.TryParseList(header, out var wanted)
            ? wanted.OrderByDescending(w => w.Quality ?? 1).Select(w => Nearest(w.Value.Value)).FirstOrDefault(l => l is not null)
            : null;
}
