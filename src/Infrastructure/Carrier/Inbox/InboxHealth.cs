using CrmVoice.Domain.Carrier;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CrmVoice.Infrastructure.Carrier.Inbox;

/// <summary>
/// When the applier of this process last got through a round (its start counts as one), and whether what came last could be stored.
/// </summary>
internal sealed class InboxPulse(TimeProvider clock)
{
    private long last = clock.GetTimestamp();
    private long notStoredAt;

    public TimeSpan Silence => clock.GetElapsedTime(Interlocked.Read(ref last));

    /// <summary>How long ago something could not be stored; null where something has been stored since.</summary>
    public TimeSpan? SinceNotStored => Interlocked.Read(ref notStoredAt) is var at and not 0 ? clock.GetElapsedTime(at) : null;

    public void Beat() => Interlocked.Exchange(ref last, clock.GetTimestamp());

    public void Stored() => Interlocked.Exchange(ref notStoredAt, 0);

    public void NotStored() => Interlocked.Exchange(ref notStoredAt, clock.GetTimestamp());
}

/// <summary>
/// The inbox moves: what comes is stored, rounds are completed, and what is due is tried. What cannot be taken in was tried, and is shown
/// elsewhere.
/// </summary>
internal sealed class InboxHealth(InboxPulse pulse, DatabaseProbe look, TimeProvider clock, IOptions<InboxOptions> options) : IHealthCheck
{
    private static readonly TimeSpan silenceAllowed = TimeSpan.FromSeconds(30);

    // A proxy that sends nothing to those who are unhealthy would otherwise never let them find out that there is room again.
    private static readonly TimeSpan failureRemembered = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan waitAllowed = TimeSpan.FromMinutes(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (options.Value.Apply && pulse.Silence > silenceAllowed)
        {
            return HealthCheckResult.Unhealthy("The inbox is not worked through.");
        }

        if (pulse.SinceNotStored < failureRemembered)
        {
            return HealthCheckResult.Unhealthy("What comes into the inbox cannot be stored.");
        }

        return await look.LookAsync(CheckAsync, otherwise: "The inbox cannot be read.");
    }

    private async Task<HealthCheckResult> CheckAsync(CrmVoiceDbContext db)
    {
        var overdue = clock.GetUtcNow() - waitAllowed;
        return await db.InboundWebhooks.OfAllOrganizations()
            .AnyAsync(webhook => webhook.State == WebhookState.Pending && webhook.DueAt < overdue, CancellationToken.None)
            ? HealthCheckResult.Unhealthy("Webhooks in the inbox are due and nobody takes them.")
            : HealthCheckResult.Healthy();
    }
}
