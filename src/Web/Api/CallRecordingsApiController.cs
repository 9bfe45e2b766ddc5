using System.ComponentModel;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Api;

[Route("api/v1/calls/{id:guid}/recordings/{recordingId:guid}/media")]
[Tags("Calls")]
public sealed class CallRecordingsApiController(IMediator mediator) : RestController
{
    /// <summary>The audio of a recording, whole or the range asked for.</summary>
    [HttpGet(Name = "getRecordingMedia")]
    [RequirePermission(Permission.SeeCalls)]
    [ProducesResponseType<Stream>(StatusCodes.Status200OK, "audio/mpeg", Description = "The audio.")]
    [ProducesResponseType<Stream>(StatusCodes.Status206PartialContent, "audio/mpeg", Description = "The range of it that `Range` asked for.")]
    [Answers(StatusCodes.Status404NotFound, "`not-found`")]
    [Answers(StatusCodes.Status502BadGateway, "`carrier-unavailable`")]
    public async Task<IActionResult> Show(
        Guid id,
        Guid recordingId,
        [FromHeader(Name = "Range"), Description("One range of bytes, such as `bytes=0-1023`.")] string? range,
        CancellationToken cancellationToken) =>
        new RecordingMediaResult(await mediator.Send(new GetRecordingMedia(id, recordingId, RecordingMediaResult.RangeOf(range)), cancellationToken));
}
