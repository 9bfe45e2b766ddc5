using CrmVoice.Application.Calls.Forensics;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

/// <summary>What a stored webhook carried, on demand.</summary>
public sealed class WebhooksController(IMediator mediator) : Controller
{
    [HttpGet("/webhooks/{key:length(64)}"), RequirePermission(Permission.SeeWebhooks)]
    public async Task<IActionResult> Show(string key, CancellationToken cancellationToken)
    {
        var webhook = await mediator.Send(new GetWebhookParameters(key), cancellationToken);
        return Request.IsHtmx() ? PartialView("_Fields", webhook) : View(webhook);
    }
}
