using System.ComponentModel;
using CrmVoice.Application.Common;
using CrmVoice.Web.Features.Recordings;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Api;

[Route("api/v1/calls/{id:guid}/recordings/{recordingId:guid}/media")]
[Tags("Calls")]
public sealed class CallRecordingsApiController(IMediator mediator) : RestController
{
    private const string Wav = "audio/x-wav";

    /// <summary>The audio of a recording, in full or the requested range.</summary>
    [HttpGet(Name = "getRecordingMedia")]
    [RequirePermission(Permission.SeeCalls)]
    [AsksTwilio]
    [ProducesResponseType<Stream>(StatusCodes.Status200OK, Wav, Description = "The audio, as Twilio keeps it.")]
    [ProducesResponseType<Stream>(StatusCodes.Status206PartialContent, Wav, Description = "The requested range of the audio.")]
    [Answers(StatusCodes.Status404NotFound, "`not-found`")]
    [Answers(
        StatusCodes.Status416RangeNotSatisfiable,
        "`bad-request`: nothing of the audio is in the range; `Content-Range` says how much there is")]
    [Answers(StatusCodes.Status502BadGateway, "`carrier-unavailable`")]
    public Task<IActionResult> Show(
        Guid id,
        Guid recordingId,
        [FromHeader(Name = "Range"), Description("One range of bytes, such as `bytes=0-1023`.")] string? range) =>
        RecordingMediaResult.OpenAsync(mediator, id, recordingId, HttpContext);
}
