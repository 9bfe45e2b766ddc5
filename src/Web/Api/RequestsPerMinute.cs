using System.Threading.RateLimiting;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace CrmVoice.Web.Api;

/// <summary>
/// What a member's programs, and those of an organization together, may ask of the API: one that runs wild takes nothing from the others.
/// </summary>
internal sealed class RequestsPerMinute(IOptions<ApiOptions> options) : IConfigureOptions<RateLimiterOptions>
{
    private static readonly TimeSpan window = TimeSpan.FromMinutes(1);

    public void Configure(RateLimiterOptions limits)
    {
        limits.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            Of(CrmVoiceClaims.Membership, options.Value.RequestsPerMinute),
            Of(CrmVoiceClaims.Organization, options.Value.RequestsPerMinuteInOrganization));
        limits.OnRejected = RefuseAsync;
    }

    public static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? left : window;
        await Problems.WriteAsync(rejected.HttpContext, Refusal.Of(StatusCodes.Status429TooManyRequests) with { RetryAfter = wait });
    }

    private static PartitionedRateLimiter<HttpContext> Of(string whose, int most) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context => context.IsApi() && context.User.FindId(whose) is { } id
            ? RateLimitPartition.GetFixedWindowLimiter(
                id.ToString(),
                _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = window })
            : RateLimitPartition.GetNoLimiter(""));
}
