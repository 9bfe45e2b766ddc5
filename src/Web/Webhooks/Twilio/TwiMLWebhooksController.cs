using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>
/// Twilio asks what to do with a leg next, and gets TwiML. What it says in passing is taken in and stored with the answer.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[CarrierSigned]
[AnswersAnyway<TwimlFailureFilter>]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class TwiMLWebhooksController(IServiceScopeFactory scopes, WebhookMetrics metrics) : ControllerBase
{
    [ServesWebhooks(thatAsk: true)]
    public async Task<IActionResult> Answer()
    {
        var webhook = HttpContext.Features.GetRequiredFeature<IncomingWebhook>();
        using var late = new CancellationTokenSource(WebhookTimeouts.ToAnswer);
        var twiml = await AnswerAsync(webhook, late.Token).WaitAsync(WebhookTimeouts.ToAnswer + WebhookTimeouts.ToCallOff);
        metrics.CountAnswer(webhook.Webhook, AnswerOutcome.Answered);
        return new TwiMLResult(twiml);
    }

    // Carried through even where Twilio has hung up meanwhile: what was decided is on record, and the same when it asks again. What takes
    // too long is called off: Twilio is told otherwise, and what the webhook said is kept for the inbox, which must not find it counted
    // already. The scope is its own, since what cannot be called off outlives the request.
    private async Task<string> AnswerAsync(IncomingWebhook webhook, CancellationToken late)
    {
        await using var own = scopes.CreateAsyncScope();
        own.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(webhook.OrganizationId);
        own.ServiceProvider.GetRequiredService<CurrentWebhook>().Enter(webhook);
        var question = own.ServiceProvider.GetRequiredService<WebhookReaders>().ReadQuestion(webhook);
        var instruction = await own.ServiceProvider.GetRequiredService<IMediator>().Send(question, late);
        return own.ServiceProvider.GetRequiredService<ICallInstructionWriter>().Write(instruction);
    }
}
