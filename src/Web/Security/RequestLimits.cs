using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace CrmVoice.Web.Security;

/// <summary>
/// How much anybody may send: nothing here is due that is large, and whoever announces more is refused before any of it is read.
/// </summary>
internal static class RequestLimits
{
    /// <summary>For a form, unless its action says otherwise with a <c>[RequestSizeLimit]</c>.</summary>
    public const int Form = 64 * 1024;

    /// <summary>
    /// For a form with long texts: each letter takes up to nine bytes on its way, and a form brings along what its texts were before;
    /// notes, three times ten thousand letters.
    /// </summary>
    public const int LongForm = 320 * 1024;

    /// <summary>
    /// For a form with a file: several times what may be kept of it, so that whoever chose one that is too large reads so beside the field.
    /// </summary>
    public const int File = 32 * 1024 * 1024;

    /// <summary>For a request's headers together; a session's cookies take a tenth of it.</summary>
    public const int Headers = 16 * 1024;

    // What the server reads ahead of us, of each connection.
    private const int Ahead = 64 * 1024;

    public static IServiceCollection AddRequestLimits(this IServiceCollection services) =>
        services.Configure<KestrelServerOptions>(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = Form;
            server.Limits.MaxRequestHeadersTotalSize = Headers;
            server.Limits.MaxRequestBufferSize = Ahead;
            server.Limits.Http2.InitialStreamWindowSize = Ahead;
            server.Limits.Http2.InitialConnectionWindowSize = 2 * Ahead;
        });

    /// <summary>
    /// Comes where it is known what is asked for. The API has its own way to say that something is too large, to whoever may use it.
    /// </summary>
    public static IApplicationBuilder UseRequestLimits(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        // The page that tells of a refusal is asked for with the same request.
        if (context.Request.Path.StartsWithSegments("/api") || context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            await next(context);
            return;
        }

        if (context.Request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        try
        {
            await ReadFormOfStrangerAsync(context);
            await next(context);
        }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = refused.StatusCode;
        }
    });

    // Whoever has not signed in may send a form as slowly as the server lets him: nobody else waits for it. Later it is read from memory.
    private static async Task ReadFormOfStrangerAsync(HttpContext context)
    {
        if (context.Request.HasFormContentType && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            try
            {
                await context.Request.ReadFormAsync(context.RequestAborted);
            }
            catch (Exception odd) when (odd is InvalidDataException or (IOException and not BadHttpRequestException))
            {
                throw new BadHttpRequestException("No form.", StatusCodes.Status400BadRequest, odd);
            }
        }
    }
}
