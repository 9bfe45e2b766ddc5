using System.Diagnostics.Metrics;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Carrier;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Carrier;

/// <summary>Measures the outbox and the inbox now and then, however often somebody asks for the numbers.</summary>
internal sealed partial class QueueWatch : StorageService
{
    private static readonly TimeSpan pollInterval = TimeSpan.FromSeconds(15);

    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider clock;
    private readonly ILogger<QueueWatch> logger;
    private long depth;
    private double oldestDueSeconds;
    private long inboxDepth;
    private long unapplied;

    public QueueWatch(StorageGate gate, IServiceScopeFactory scopes, TimeProvider clock, IMeterFactory meters, ILogger<QueueWatch> logger)
        : base(gate)
    {
        (this.scopes, this.clock, this.logger) = (scopes, clock, logger);
        var meter = meters.Create(Telemetry.MeterName);
        meter.CreateObservableGauge(
            "crmvoice.outbox.depth",
            () => Volatile.Read(ref depth),
            "{request}",
            "Requests to Twilio that are not done, those that are not due yet included.");
        meter.CreateObservableGauge(
            "crmvoice.inbox.depth",
            () => Volatile.Read(ref inboxDepth),
            "{webhook}",
            "Webhooks that are stored and not taken into their calls yet.");
        meter.CreateObservableGauge(
            "crmvoice.inbox.unapplied",
            () => Volatile.Read(ref unapplied),
            "{webhook}",
            "Of these, webhooks that were tried in vain.");
        meter.CreateObservableGauge(
            "crmvoice.outbox.oldest_due.age",
            () => Volatile.Read(ref oldestDueSeconds),
            "s",
            "For how long the oldest request has been due that nobody has claimed.");
    }

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var requests = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>().CarrierRequests.OfAllOrganizations().AsNoTracking();
        var open = await requests.WhereOpen().CountAsync(cancellationToken);
        var oldest = await requests
            .Where(request => request.State == CarrierRequestState.Pending && request.DueAt <= now)
            .MinAsync(request => (DateTimeOffset?)request.DueAt, cancellationToken);
        var pending = scope
            .ServiceProvider.GetRequiredService<CrmVoiceDbContext>()
            .InboundWebhooks.OfAllOrganizations()
            .Where(webhook => webhook.State == WebhookState.Pending && webhook.DueAt < InboundWebhook.Never);
        Volatile.Write(ref inboxDepth, await pending.CountAsync(cancellationToken));
        Volatile.Write(ref unapplied, await pending.WhereUnapplied().CountAsync(cancellationToken));
        Volatile.Write(ref depth, open);
        Volatile.Write(ref oldestDueSeconds, oldest is { } due ? (now - due).TotalSeconds : 0);
    }

    protected override Task WorkAsync(CancellationToken stoppingToken) =>
        RepeatAsync(pollInterval, clock, LookAsync, LogPollFailed, stoppingToken);

    [LoggerMessage(1, LogLevel.Warning, "The outbox could not be measured; trying again")]
    private partial void LogPollFailed(Exception exception);
}
