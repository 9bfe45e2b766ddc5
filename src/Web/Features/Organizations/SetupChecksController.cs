using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using Htmx;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Organizations;

/// <summary>The page is there at once; what is found comes when Twilio has answered.</summary>
public sealed class SetupChecksController(IMediator mediator) : Controller
{
    [HttpGet("/settings/setup-check"), RequirePermission(Permission.ManageTwilioAccount)]
    public IActionResult Index() => View(model: null);

    [HttpPost("/settings/setup-check"), RequirePermission(Permission.ManageTwilioAccount), AsksTwilio]
    public async Task<IActionResult> Create(CancellationToken cancellationToken)
    {
        var report = await mediator.Send(new CheckSetup(), cancellationToken);
        return Request.IsHtmx() ? PartialView("_Findings", report) : View(nameof(Index), report);
    }
}
