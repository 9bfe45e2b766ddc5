using CrmVoice.Domain.Calls;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CrmVoice.Infrastructure.Calls.Inbox;

/// <summary>When the applier of this process last got through a round; its start counts as one.</summary>
internal sealed class InboxPulse(TimeProvider clock)
{
    private long last = clock.GetTimestamp();

    public TimeSpan Silence => clock.GetElapsedTime(Interlocked.Read(ref last));

    public void Beat() => Interlocked.Exchange(ref last, clock.GetTimestamp());
}

/// <summary>The inbox moves: rounds are completed, and what is due is tried. What cannot be taken in was tried, and is shown elsewhere.</summary>
internal sealed class InboxHealth(InboxPulse pulse, CrmVoiceDbContext db, TimeProvider clock, IOptions<InboxOptions> options) : IHealthCheck
{
    private static readonly TimeSpan silenceAllowed = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan waitAllowed = TimeSpan.FromMinutes(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (options.Value.Apply && pulse.Silence > silenceAllowed)
        {
            return HealthCheckResult.Unhealthy("The inbox is not worked through.");
        }

        var overdue = clock.GetUtcNow() - waitAllowed;
        try
        {
            return await db.InboundWebhooks.IgnoreQueryFilters().AnyAsync(webhook => webhook.State == WebhookState.Pending && webhook.DueAt < overdue, cancellationToken)
                ? HealthCheckResult.Unhealthy("Webhooks in the inbox are due and nobody takes them.")
                : HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The inbox cannot be read.");
        }
    }
}
