using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CrmVoice.Web.Features.Calls;

public sealed class RecordingMediaController(IMediator mediator) : Controller
{
    [HttpGet("/calls/{callId:guid}/recordings/{recordingId:guid}/media"), RequirePermission(Permission.SeeCalls)]
    public async Task<IActionResult> Show(Guid callId, Guid recordingId, CancellationToken cancellationToken)
    {
        var media = await mediator.Send(new GetRecordingMedia(callId, recordingId, Request.Headers.Range), cancellationToken);
        Response.RegisterForDisposeAsync(media);
        Response.StatusCode = media.Range is null ? StatusCodes.Status200OK : StatusCodes.Status206PartialContent;
        Response.Headers.AcceptRanges = "bytes";
        Response.Headers.ContentRange = media.Range;
        Response.ContentLength = media.Length;
        Response.Headers[HeaderNames.CacheControl] = "private, no-store";
        return new FileStreamResult(media.Content, media.ContentType);
    }
}
