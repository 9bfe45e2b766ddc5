using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using Htmx;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

public sealed class CallBarController(IMediator mediator) : Controller
{
    [HttpGet("/call-bar"), RequirePermission(Permission.SeeCalls)]
    public IActionResult Show() => ViewComponent(typeof(CallBarViewComponent), new { part = true });

    /// <summary>Clears the result of the last call away before its time.</summary>
    [HttpPost("/call-bar/dismissal"), RequirePermission(Permission.SeeCalls)]
    public async Task<IActionResult> Dismiss(Guid callId, CancellationToken cancellationToken)
    {
        await mediator.Send(new GetCall(callId), cancellationToken);
        Response.Cookies.Append(
            CallBarViewComponent.DismissedCookie,
            callId.ToString(),
            new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax });
        return Request.IsHtmx()
            ? ViewComponent(typeof(CallBarViewComponent), new { part = true, dismissed = callId })
            : LocalRedirect(ReturnPath.From(Request));
    }
}
