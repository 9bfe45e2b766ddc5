using Microsoft.AspNetCore.Localization;

namespace CrmVoice.Web.Shared;

/// <summary>What a browser remembers of its person; nothing in these cookies is secret.</summary>
internal static class Preferences
{
    public const string LanguageCookie = "crmvoice-language";
    public const string ThemeCookie = "crmvoice-theme";
    public const string ZoneCookie = "crmvoice-zone";

    public static string Theme(HttpRequest request) =>
        request.Cookies[ThemeCookie] is "light" or "dark" ? request.Cookies[ThemeCookie]! : "auto";

    /// <summary>Null follows the organization again.</summary>
    public static void RememberLanguage(this HttpResponse response, string? language)
    {
        var options = Options(response, isScripts: false);
        if (language is null)
        {
            response.Cookies.Delete(LanguageCookie, options);
            return;
        }

        response.Cookies.Append(LanguageCookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)), options);
    }

    public static void RememberTheme(HttpResponse response, string theme) =>
        response.Cookies.Append(ThemeCookie, theme, Options(response, isScripts: true));

    /// <param name="isScripts">Whether a script writes it as well, which no <c>HttpOnly</c> cookie allows.</param>
    private static CookieOptions Options(HttpResponse response, bool isScripts) =>
        new()
        {
            HttpOnly = !isScripts,
            MaxAge = TimeSpan.FromDays(365),
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Path = response.HttpContext.Request.PathBase.HasValue ? response.HttpContext.Request.PathBase.Value : "/",
        };
}
