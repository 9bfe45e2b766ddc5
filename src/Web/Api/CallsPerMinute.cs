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

    /// <summary>How many requests one member's programs may make in a minute.</summary>
    [Range(1, 10_000_000)]
    public int RequestsPerMinute { get; set; } = 6_000;

    /// <summary>How many requests the programs of one organization may make in a minute, all together.</summary>
    [Range(1, 10_000_000)]
    public int RequestsPerMinuteInOrganization { get; set; } = 60_000;
}

/// <summary>A runaway integration must not ring its owner's phone without end.</summary>
internal sealed class CallsPerMinute(IOptions<ApiOptions> options) : IRateLimiterPolicy<string>
{
    public const string Policy = "calls-per-minute";

    private static readonly TimeSpan window = TimeSpan.FromMinutes(1);

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected => RequestsPerMinute.RefuseAsync;

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) =>
        RateLimitPartition.GetFixedWindowLimiter(
            httpContext.User.FindFirst(ApiTokenHandler.TokenClaim)?.Value ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = options.Value.CallsPerMinute, Window = window });
}
