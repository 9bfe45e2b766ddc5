using System.IO.Pipelines;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Recordings;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CrmVoice.Web.Features.Recordings;

/// <summary>
/// The audio of a recording, passed on as it comes, whole or in part, so that players can seek. Pages and API answer with the same.
/// </summary>
internal sealed class RecordingMediaResult : IActionResult, IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly RecordingMedia media;
    private readonly ByteRange? asked;
    private readonly PipeReader audio;

    private RecordingMediaResult(RecordingMedia media, ByteRange? asked)
    {
        this.media = media;
        this.asked = asked;
        audio = PipeReader.Create(media.Content, new StreamPipeReaderOptions(bufferSize: BufferSize));
    }

    /// <summary>Returns once the first of it has come, for until then it can be said that it does not.</summary>
    /// <exception cref="CarrierUnavailableException">The carrier does not answer, or breaks off at once.</exception>
    public static async Task<IActionResult> OpenAsync(IMediator mediator, Guid callId, Guid recordingId, HttpContext context)
    {
        var request = context.Request;
        // We give nothing that If-Range could name: who has another recording's validator has none of this one.
        var asked = request.Headers.IfRange.Count > 0 ? null : ByteRange.Read(request.Headers.Range);
        // A first byte tells all that is to be said in place of the audio.
        var wanted = HttpMethods.IsHead(request.Method) ? ByteRange.FirstByte : asked;
        var media = await mediator.Send(new GetRecordingMedia(callId, recordingId, wanted), context.RequestAborted);
        var result = new RecordingMediaResult(HttpMethods.IsHead(request.Method) ? media with { Part = null } : media, asked);
        context.Response.RegisterForDisposeAsync(result);
        try
        {
            result.audio.AdvanceTo((await result.audio.ReadAsync(context.RequestAborted)).Buffer.Start);
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            throw new CarrierUnavailableException(exception);
        }

        return result;
    }

    public Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.CacheControl = "private, no-store";
        // Where nobody knows how much there is, the whole is an answer to any range.
        var part = asked is null ? null : media.Part ?? (media.Length is { } length ? asked.Within(length) : null);
        if (asked is not null && part is null && media.Length is { } all)
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            response.GetTypedHeaders().ContentRange = new ContentRangeHeaderValue(all);
            return Task.CompletedTask;
        }

        if (part is { First: var first, Last: var last })
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.GetTypedHeaders().ContentRange = media.Length is { } whole
                ? new ContentRangeHeaderValue(first, last, whole)
                : new ContentRangeHeaderValue(first, last);
        }

        return SendAsync(context.HttpContext, part);
    }

    public async ValueTask DisposeAsync()
    {
        await audio.CompleteAsync();
        await media.DisposeAsync();
    }

    private async Task SendAsync(HttpContext context, BytePart? part)
    {
        // Only ever what calls itself audio comes here: nothing else may stand under our own address.
        context.Response.ContentType = media.ContentType;
        context.Response.ContentLength = part?.Count ?? media.Length;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        try
        {
            // Where the carrier gave the whole all the same, the part is cut out of it here.
            await CopyAsync(context, skip: media.Part is null ? part?.First ?? 0 : 0, count: part?.Count ?? long.MaxValue);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The listener has left.
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            // What was sent must not pass for the whole.
            context.Abort();
        }
    }

    private async Task CopyAsync(HttpContext context, long skip, long count)
    {
        for (var isCompleted = false; count > 0 && !isCompleted;)
        {
            var read = await audio.ReadAsync(context.RequestAborted);
            var end = read.Buffer.End;
            var wanted = read.Buffer.Slice(Math.Min(skip, read.Buffer.Length));
            wanted = wanted.Slice(0, Math.Min(count, wanted.Length));
            (skip, count, isCompleted) = (Math.Max(0, skip - read.Buffer.Length), count - wanted.Length, read.IsCompleted);
            foreach (var piece in wanted)
            {
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            }

            audio.AdvanceTo(end);
        }
    }
}
