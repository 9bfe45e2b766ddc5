using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Inbox;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>Twilio asks what to do with the agent's leg next, and gets TwiML. What it says in passing is taken in and stored with the answer.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[CarrierSigned]
[AnswersAnyway<TwimlFailureFilter>]
[ApiExplorerSettings(IgnoreApi = true)]
[Route(CarrierWebhooks.Root)]
public sealed class TwimlWebhooksController(IMediator mediator, ICarrierReports reports, CurrentWebhook current, ICallInstructionWriter writer, WebhookMetrics metrics) : ControllerBase
{
    // Carried through even where Twilio has hung up meanwhile: what was decided is on record, and the same when it asks again.
    [AcceptVerbs("GET", "POST", Route = CarrierWebhooks.Answer)]
    [AcceptVerbs("GET", "POST", Route = CarrierWebhooks.Accept)]
    [AcceptVerbs("GET", "POST", Route = CarrierWebhooks.DialResult)]
    [AcceptVerbs("GET", "POST", Route = CarrierWebhooks.Fallback)]
    public async Task<IActionResult> Answer(Guid callId)
    {
        var webhook = HttpContext.Features.GetRequiredFeature<IncomingWebhook>();
        current.Enter(webhook);
        var twiml = writer.Write(await mediator.Send(reports.ReadQuestion(callId, webhook.Webhook, webhook.Fields), CancellationToken.None));
        metrics.CountAnswer(webhook.Webhook, AnswerOutcome.Answered);
        return new TwimlResult(twiml);
    }
}
