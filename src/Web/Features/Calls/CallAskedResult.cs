using CrmVoice.Web.Shared;
using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

internal static class CallAskedResult
{
    /// <summary>What was asked is stored: the bar says so at once, and what comes of it when Twilio has done it.</summary>
    public static IActionResult CallAsked(this Controller controller)
    {
        if (!controller.Request.IsHtmx())
        {
            return controller.LocalRedirect(ReturnPath.From(controller.Request));
        }

        controller.Response.Htmx(headers => headers.WithTrigger("callPlaced"));
        return controller.NoContent();
    }
}
