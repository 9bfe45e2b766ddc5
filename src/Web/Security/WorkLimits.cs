using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Threading.RateLimiting;
using CrmVoice.Web.Api;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;

namespace CrmVoice.Web.Security;

/// <summary>Section <c>Limits</c> of the configuration.</summary>
internal sealed class WorkLimitOptions
{
    /// <summary>How many pages are made at once, and as many requests of the API.</summary>
    [Range(1, 10_000)]
    public int AtOnce { get; set; } = 8 * Environment.ProcessorCount;

    /// <summary>How many of either may wait for that.</summary>
    [Range(0, 100_000)]
    public int Waiting { get; set; } = 1_000;
}

/// <summary>Marks an action that waits for Twilio, or passes on what it sends: those take little of the machine and long.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AsksTwilioAttribute : Attribute;

/// <summary>
/// Only so many pages and requests of the API are at work at once, however many are asked for: the rest of the machine is the telephone's.
/// Webhooks do not come by here. Nothing of it is held while a stranger sends a form, who may take his time.
/// </summary>
internal sealed class WorkLimits(IOptions<WorkLimitOptions> options) : IDisposable
{
    private const int MaxSigningIn = 64;
    private const int MaxAskingTwilio = 128;

    private static readonly TimeSpan tryAgainAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrencyLimiter pages = new(new() { PermitLimit = options.Value.AtOnce, QueueLimit = options.Value.Waiting });
    private readonly ConcurrencyLimiter api = new(new() { PermitLimit = options.Value.AtOnce, QueueLimit = options.Value.Waiting });
    private readonly ConcurrencyLimiter signingIn = new(new() { PermitLimit = MaxSigningIn });
    private readonly ConcurrencyLimiter askingTwilio = new(new() { PermitLimit = MaxAskingTwilio });

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (LimiterOf(context) is not { } limiter)
        {
            await next(context);
            return;
        }

        using var turn = await limiter.AcquireAsync(permitCount: 1, context.RequestAborted);
        await (turn.IsAcquired ? next(context) : RefuseAsync(context));
    }

    public void Dispose()
    {
        pages.Dispose();
        api.Dispose();
        signingIn.Dispose();
        askingTwilio.Dispose();
    }

    // Files are only sent, connections of the hub last for hours, and health has to be told at all times.
    private ConcurrencyLimiter? LimiterOf(HttpContext context)
    {
        var (path, endpoint) = (context.Request.Path, context.GetEndpoint()?.Metadata);
        if (path.StartsWithSegments("/hubs")
            || path.StartsWithSegments("/health")
            || path.StartsWithSegments("/metrics")
            || endpoint?.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            return null;
        }

        if (endpoint?.GetMetadata<AsksTwilioAttribute>() is not null)
        {
            return askingTwilio;
        }

        return context.IsApi() ? api
            : path.StartsWithSegments("/sign-in") && HttpMethods.IsPost(context.Request.Method) ? signingIn
            : pages;
    }

    // In words that cost nothing to make.
    private static Task RefuseAsync(HttpContext context)
    {
        if (context.IsApi())
        {
            return Problems.WriteAsync(context, Refusal.Of(StatusCodes.Status429TooManyRequests) with { RetryAfter = tryAgainAfter });
        }

        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = tryAgainAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            "Too many requests at once. Try again in a moment.\nMuitas requisições ao mesmo tempo. Tente de novo em instantes.\n",
            context.RequestAborted);
    }
}
