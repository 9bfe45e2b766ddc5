using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Organizations;

public sealed class FirstStepsController(IMediator mediator) : Controller
{
    [HttpGet("/settings/first-steps"), RequirePermission(Permission.ManageTwilioAccount)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) =>
        View(await mediator.Send(new GetFirstSteps(), cancellationToken));
}
