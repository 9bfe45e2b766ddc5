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
        if (language is null)
        {
            response.Cookies.Delete(LanguageCookie, Options(response));
            return;
        }

        Remember(response, LanguageCookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)));
    }

    public static void Remember(HttpResponse response, string cookie, string value) =>
        response.Cookies.Append(cookie, value, Options(response));

    private static CookieOptions Options(HttpResponse response) =>
        new()
        {
            MaxAge = TimeSpan.FromDays(365),
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Path = response.HttpContext.Request.PathBase.HasValue ? response.HttpContext.Request.PathBase.Value : "/",
        };
}
