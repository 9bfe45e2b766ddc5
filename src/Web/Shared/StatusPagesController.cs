using System.Diagnostics;
using System.Globalization;
using CrmVoice.Application.Common;
using Htmx;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Shared;

/// <summary>What a person sees instead of a page.</summary>
public sealed record StatusPage(int Status, string Words, string? Reference);

[AllowAnonymous, IgnoreAntiforgeryToken, OpenBeforeFirstRun, ApiExplorerSettings(IgnoreApi = true)]
public sealed class StatusPagesController(IStringLocalizer<Words> words) : Controller
{
    private static readonly int[] Known = [400, 401, 403, 404, 413, 429, 500, 502, 503];

    // Without a parameter: binding one would read the form again, which may be the very thing that was refused, or have a "status" of its
    // own.
    [Route("/status/{status:int}")]
    public IActionResult Show()
    {
        var status = int.Parse((string)RouteData.Values["status"]!, CultureInfo.InvariantCulture);
        Response.StatusCode =
            HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null && HttpContext.Features.Get<IExceptionHandlerFeature>() is null
                ? StatusCodes.Status404NotFound
                : status;
        if (HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is StorageUnavailableException)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            Response.Headers.RetryAfter = StorageUnavailableException.TryAgainAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }

        if (Request.IsHtmx())
        {
            return ToastFor(Response.StatusCode);
        }

        var reference = Response.StatusCode >= 500 ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;
        // The frame around pages reads the database, which may be what does not answer.
        ViewData["Plain"] = Response.StatusCode is StatusCodes.Status503ServiceUnavailable;
        return View("_StatusPage", new StatusPage(Response.StatusCode, WordsFor(Response.StatusCode), reference));
    }

    private PartialViewResult ToastFor(int status)
    {
        Response.AddToToasts();
        return PartialView("_Toast", new Toast(words[$"status.{WordsFor(status)}.text"], Error: true));
    }

    private static string WordsFor(int status) => Known.Contains(status) ? $"{status}" : "other";
}
