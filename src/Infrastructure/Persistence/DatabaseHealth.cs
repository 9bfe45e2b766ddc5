using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrmVoice.Infrastructure.Persistence;

/// <summary>The database answers and its schema is ours.</summary>
internal sealed class DatabaseHealth(DatabaseProbe look) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        look.LookAsync(
            async db =>
            {
                await Database.ReachAsync(db.Database, mayBeMissing: false, CancellationToken.None);
                return (await db.Database.GetPendingMigrationsAsync(CancellationToken.None)).Any()
                    ? HealthCheckResult.Unhealthy("The database waits for its migrations.")
                    : HealthCheckResult.Healthy();
            },
            otherwise: "The database does not answer.");
}
