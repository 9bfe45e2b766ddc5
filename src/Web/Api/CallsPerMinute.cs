using System.ComponentModel.DataAnnotations;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace CrmVoice.Web.Api;

/// <summary>Section <c>Api</c> of the configuration.</summary>
internal sealed class ApiOptions
{
    /// <summary>How many calls one token may place in a minute.</summary>
    [Range(1, 100_000)]
    public int CallsPerMinute { get; set; } = 60;
}

/// <summary>A runaway integration must not ring its owner's phone without end.</summary>
internal sealed class CallsPerMinute(IOptions<ApiOptions> options) : IRateLimiterPolicy<string>
{
    public const string Policy = "calls-per-minute";

    private static readonly TimeSpan window = TimeSpan.FromMinutes(1);

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected { get; } = async (rejected, _) =>
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? left : window;
        await Problems.WriteAsync(rejected.HttpContext, Refusal.Of(StatusCodes.Status429TooManyRequests) with { RetryAfter = wait });
    };

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) =>
        RateLimitPartition.GetFixedWindowLimiter(
            httpContext.User.FindFirst(ApiTokenHandler.TokenClaim)?.Value ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = options.Value.CallsPerMinute, Window = window });
}
