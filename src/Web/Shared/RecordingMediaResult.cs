using CrmVoice.Application.Calls;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CrmVoice.Web.Shared;

/// <summary>Passes the audio on as it comes, whole or in part, so that players can seek.</summary>
internal sealed class RecordingMediaResult(RecordingMedia media) : IActionResult
{
    /// <summary>The Range header to pass on; null where there is none, or none that is understood: then the whole is the right answer.</summary>
    public static string? RangeOf(string? header) =>
        RangeHeaderValue.TryParse(header, out var range) && range is { Unit.Value: "bytes", Ranges.Count: 1 } ? range.ToString() : null;

    public async Task ExecuteResultAsync(ActionContext context)
    {
        await using var opened = media;
        var (response, aborted) = (context.HttpContext.Response, context.HttpContext.RequestAborted);
        response.StatusCode = media.Range is null ? StatusCodes.Status200OK : StatusCodes.Status206PartialContent;
        // What Twilio sends is shown under our own address: nothing but sound may come of it.
        response.ContentType = media.ContentType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) ? media.ContentType : "application/octet-stream";
        response.ContentLength = media.Length;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.ContentRange = new StringValues(media.Range);
        try
        {
            await media.Content.CopyToAsync(response.Body, aborted);
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // The listener has left.
        }
    }
}
