using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace CrmVoice.Web.Hosting;

internal static class HealthChecks
{
    /// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can also do its work.</summary>
    public static void MapHealthEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready").AllowAnonymous();
    }
}
