using CrmVoice.Application.Calls.Refusals;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

/// <summary>What became of the webhooks that brought no call forward.</summary>
public sealed class WebhooksController(IMediator mediator) : Controller
{
    [HttpGet("/settings/webhooks"), RequirePermission(Permission.SeeWebhooks)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) =>
        View(await mediator.Send(new GetRefusedWebhooks(), cancellationToken));
}
