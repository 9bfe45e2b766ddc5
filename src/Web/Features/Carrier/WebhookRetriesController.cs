using CrmVoice.Application.Carrier.Traffic;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Carrier;

public sealed class WebhookRetriesController(IMediator mediator, IStringLocalizer<Words> words) : Controller
{
    /// <param name="id">One webhook that could not be taken in; none for all.</param>
    [HttpPost("/webhooks/retries"), RequirePermission(Permission.SeeWebhooks)]
    public async Task<IActionResult> Create(long? id, CancellationToken cancellationToken)
    {
        await mediator.Send(new TryWebhooksAgain(id), cancellationToken);
        TempData.Say(words["webhooks.unapplied.retried"]);
        return LocalRedirect(ReturnPath.From(Request));
    }
}
