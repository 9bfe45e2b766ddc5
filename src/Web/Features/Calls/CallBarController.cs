using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

public sealed class CallBarController : Controller
{
    [HttpGet("/call-bar"), RequirePermission(Permission.SeeCalls)]
    public IActionResult Show() => ViewComponent(typeof(CallBarViewComponent), new { part = true });

    /// <summary>Clears the result of the last call away before its time.</summary>
    [HttpPost("/call-bar/dismissal"), RequirePermission(Permission.SeeCalls)]
    public IActionResult Dismiss(Guid callId)
    {
        Response.Cookies.Append(CallBarViewComponent.DismissedCookie, callId.ToString(), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = Request.IsHttps });
        return Request.IsHtmx() ? ViewComponent(typeof(CallBarViewComponent), new { part = true, dismissed = callId }) : LocalRedirect(ReturnPath.From(Request));
    }
}
