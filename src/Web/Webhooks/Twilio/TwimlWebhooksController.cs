using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Reports;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>Twilio asks what to do with the agent's leg next, and gets TwiML.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[CarrierSigned]
[AnswersAnyway<TwimlFailureFilter>]
[ApiExplorerSettings(IgnoreApi = true)]
[Route(CarrierWebhooks.Root)]
public sealed class TwimlWebhooksController(IMediator mediator, ICallInstructionWriter writer) : ControllerBase
{
    private TwilioParameters Twilio => HttpContext.Features.GetRequiredFeature<TwilioParameters>();

    /// <summary>Call resource: "Url"; asked once the agent has picked up.</summary>
    [AcceptVerbs("GET", "POST", Route = CarrierWebhooks.Answer)]
    public Task<IActionResult> Answer(Guid callId) =>
        FollowAsync(new AnswerAgent(callId, Twilio.CallSid, Twilio.InPassing()));

    /// <summary>TwiML Gather: "action"; the key that the agent pressed.</summary>
    [AcceptVerbs("GET", "POST", Route = CarrierWebhooks.Accept)]
    public Task<IActionResult> Accept(Guid callId) =>
        FollowAsync(new AcceptCall(callId, Twilio.CallSid, Twilio.InPassing(), Twilio.Digits));

    /// <summary>TwiML Dial: "action".</summary>
    [AcceptVerbs("GET", "POST", Route = CarrierWebhooks.DialResult)]
    public Task<IActionResult> DialResult(Guid callId) =>
        FollowAsync(new ReportDialResult(callId, Twilio.CallSid, Twilio.InPassing(), Twilio.Dial()));

    /// <summary>Call resource: "FallbackUrl".</summary>
    [AcceptVerbs("GET", "POST", Route = CarrierWebhooks.Fallback)]
    public Task<IActionResult> Fallback(Guid callId) =>
        FollowAsync(new FallBack(callId, Twilio.CallSid, Twilio.InPassing(), Twilio.ErrorCode ?? 0));

    // Carried through even where Twilio has hung up meanwhile: what was decided is on record, and the same when it asks again.
    private async Task<IActionResult> FollowAsync(IRequest<CallInstruction> report) =>
        new TwimlResult(writer.Write(await mediator.Send(report, CancellationToken.None)));
}
