using CrmVoice.Application.Carrier.Rejections;
using CrmVoice.Application.Carrier.Traffic;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using Htmx;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Carrier;

/// <summary>What became of webhooks: those that brought no call forward, and what a stored one carried.</summary>
public sealed class WebhooksController(IMediator mediator) : Controller
{
    [HttpGet("/settings/webhooks"), RequirePermission(Permission.SeeWebhooks)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) =>
        View(new WebhooksPage(
            await mediator.Send(new GetRejectedWebhooks(), cancellationToken),
            await mediator.Send(new ListUnappliedWebhooks(), cancellationToken)));

    [HttpGet("/webhooks/{key:length(64)}"), RequirePermission(Permission.SeeWebhooks)]
    public async Task<IActionResult> Show(string key, CancellationToken cancellationToken)
    {
        var webhook = await mediator.Send(new GetWebhookParameters(key), cancellationToken);
        return Request.IsHtmx() ? PartialView("_Fields", webhook) : View(webhook);
    }
}
