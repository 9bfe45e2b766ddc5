using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Inbox;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>
/// Twilio tells what happened and wants to hear no more than that it was stored: it is, before the answer, and believed afterwards.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[CarrierSigned]
[AnswersAnyway<ReportFailureFilter>]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class ReportWebhooksController(IWebhookInbox inbox) : ControllerBase
{
    // Stored even where Twilio has hung up meanwhile: it need not say it again.
    [ServesWebhooks(thatAsk: false)]
    public async Task<IActionResult> Store()
    {
        await inbox.StoreAsync(HttpContext.Features.GetRequiredFeature<IncomingWebhook>(), WebhookTimeouts.ToStore);
        return NoContent();
    }
}
