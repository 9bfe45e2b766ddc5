using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Identity;

[AllowAnonymous, OpenBeforeFirstRun]
public sealed class ThemesController : Controller
{
    /// <summary>For browsers without JavaScript; with it, <c>theme.js</c> keeps the choice at once.</summary>
    [HttpPost("/theme"), TakesFormsOfAnySession]
    public IActionResult Update(string theme, string? returnUrl)
    {
        Preferences.RememberTheme(Response, theme is "light" or "dark" ? theme : "auto");
        return LocalRedirect(ReturnPath.Read(Url, returnUrl));
    }
}
