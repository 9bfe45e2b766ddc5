using CrmVoice.Application.Common;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Recordings;

public sealed class RecordingMediaController(IMediator mediator) : Controller
{
    [HttpGet("/calls/{callId:guid}/recordings/{recordingId:guid}/media"), RequirePermission(Permission.SeeCalls), AsksTwilio]
    public Task<IActionResult> Show(Guid callId, Guid recordingId) =>
        RecordingMediaResult.OpenAsync(mediator, callId, recordingId, HttpContext);
}
