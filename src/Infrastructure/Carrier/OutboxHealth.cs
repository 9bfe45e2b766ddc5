using CrmVoice.Domain.Carrier;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrmVoice.Infrastructure.Carrier;

/// <summary>When the dispatcher of this process last got through a round; its start counts as one.</summary>
internal sealed class OutboxPulse(TimeProvider clock)
{
    private long last = clock.GetTimestamp();

    public TimeSpan Silence => clock.GetElapsedTime(Interlocked.Read(ref last));

    public void Beat() => Interlocked.Exchange(ref last, clock.GetTimestamp());
}

/// <summary>The outbox moves: rounds are completed, and what is due is claimed.</summary>
internal sealed class OutboxHealth(OutboxPulse pulse, DatabaseProbe look, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan silenceAllowed = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan waitAllowed = TimeSpan.FromMinutes(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        pulse.Silence > silenceAllowed
            ? HealthCheckResult.Unhealthy("The outbox is not looked at.")
            : await look.LookAsync(CheckAsync, otherwise: "The outbox cannot be read.");

    private async Task<HealthCheckResult> CheckAsync(CrmVoiceDbContext db)
    {
        var overdue = clock.GetUtcNow() - waitAllowed;
        return await db.CarrierRequests.OfAllOrganizations()
            .AnyAsync(request => request.State == CarrierRequestState.Pending && request.DueAt < overdue, CancellationToken.None)
            ? HealthCheckResult.Unhealthy("Requests in the outbox are due and nobody takes them.")
            : HealthCheckResult.Healthy();
    }
}
