using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Inbox;
using CrmVoice.Application.Common;
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
public sealed class TwimlWebhooksController(IServiceScopeFactory scopes, WebhookMetrics metrics) : ControllerBase
{
    [AcceptVerbs("GET", "POST", Route = CarrierWebhooks.Answer)]
    [AcceptVerbs("GET", "POST", Route = CarrierWebhooks.Accept)]
    [AcceptVerbs("GET", "POST", Route = CarrierWebhooks.DialResult)]
    [AcceptVerbs("GET", "POST", Route = CarrierWebhooks.Fallback)]
    public async Task<IActionResult> Answer(Guid callId)
    {
        var webhook = HttpContext.Features.GetRequiredFeature<IncomingWebhook>();
        var twiml = await AnswerAsync(callId, webhook).WaitAsync(WebhookPatience.ToAnswer);
        metrics.CountAnswer(webhook.Webhook, AnswerOutcome.Answered);
        return new TwimlResult(twiml);
    }

    // Carried through even where Twilio has hung up meanwhile, or was answered otherwise since it took too long: what was decided is on record, and the same
    // when it asks again. Hence a scope of its own, which outlives the request where it has to.
    private async Task<string> AnswerAsync(Guid callId, IncomingWebhook webhook)
    {
        await using var own = scopes.CreateAsyncScope();
        own.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(webhook.OrganizationId);
        own.ServiceProvider.GetRequiredService<CurrentWebhook>().Enter(webhook);
        var question = own.ServiceProvider.GetRequiredService<ICarrierReports>().ReadQuestion(callId, webhook.Webhook, webhook.Fields);
        var instruction = await own.ServiceProvider.GetRequiredService<IMediator>().Send(question, CancellationToken.None);
        return own.ServiceProvider.GetRequiredService<ICallInstructionWriter>().Write(instruction);
    }
}
