using System.Globalization;
using System.Threading.RateLimiting;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.RateLimiting;

namespace CrmVoice.Web.Security;

/// <summary>
/// Texts that are listened to and test calls are calls, too: nobody has the own phone rung without end, or takes the account's turns from
/// those who call.
/// </summary>
internal sealed class OwnPhoneCalls : IRateLimiterPolicy<string>
{
    public const string Policy = "own-phone-calls";
    public const int MaxPerMinute = 6;

    private static readonly TimeSpan window = TimeSpan.FromMinutes(1);

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected { get; } = (rejected, _) =>
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? left : window;
        rejected.HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    };

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) =>
        RateLimitPartition.GetFixedWindowLimiter(
            httpContext.User.FindId(CrmVoiceClaims.Membership)?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = MaxPerMinute, Window = window });
}
