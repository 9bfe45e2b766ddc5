using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Reports;
using CrmVoice.Domain.Calls;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>Twilio tells what happened and wants to hear no more than that it was stored.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[CarrierSigned]
[AnswersAnyway<StatusFailureFilter>]
[ApiExplorerSettings(IgnoreApi = true)]
[Route(CarrierWebhooks.Root)]
public sealed class StatusWebhooksController(IMediator mediator) : ControllerBase
{
    private TwilioParameters Twilio => HttpContext.Features.GetRequiredFeature<TwilioParameters>();

    /// <summary>Call resource: "StatusCallback".</summary>
    [AcceptVerbs("GET", "POST", Route = CarrierWebhooks.AgentStatus)]
    public Task<IActionResult> AgentStatus(Guid callId) =>
        StoreAsync(new ReportLegStatus(callId, LegRole.Agent, Twilio.CallSid, Twilio.ParentCallSid, Twilio.Status()));

    /// <summary>TwiML Number: "statusCallback".</summary>
    [AcceptVerbs("GET", "POST", Route = CarrierWebhooks.ContactStatus)]
    public Task<IActionResult> ContactStatus(Guid callId) =>
        StoreAsync(new ReportLegStatus(callId, LegRole.Contact, Twilio.CallSid, Twilio.ParentCallSid, Twilio.Status()));

    /// <summary>TwiML Number: "amdStatusCallback"; its CallSid is the contact's leg.</summary>
    [AcceptVerbs("GET", "POST", Route = CarrierWebhooks.MachineDetection)]
    public Task<IActionResult> MachineDetection(Guid callId) =>
        StoreAsync(new ReportLegStatus(callId, LegRole.Contact, Twilio.CallSid, ParentCallSid: null, Twilio.MachineDetection(), StepKinds.MachineDetection));

    /// <summary>TwiML Dial: "recordingStatusCallback".</summary>
    [AcceptVerbs("GET", "POST", Route = CarrierWebhooks.Recording)]
    public Task<IActionResult> Recording(Guid callId) =>
        StoreAsync(new ReportRecording(callId, Twilio.RecordingSid, Twilio.RecordingStatus, Twilio.RecordingDuration, Twilio.RecordingChannels));

    // What Twilio said is stored even where Twilio has hung up meanwhile: it need not say it again.
    private async Task<IActionResult> StoreAsync(IRequest<Unit> report)
    {
        await mediator.Send(report, CancellationToken.None);
        return NoContent();
    }
}
