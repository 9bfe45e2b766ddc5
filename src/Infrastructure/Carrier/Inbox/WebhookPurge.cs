using CrmVoice.Domain.Carrier;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrmVoice.Infrastructure.Carrier.Inbox;

/// <summary>Section <c>Webhooks</c>.</summary>
internal sealed class InboxOptions
{
    public const string Section = "Webhooks";

    /// <summary>How long what a webhook carried is kept: it holds people's numbers. That it came, and what it changed, stays.</summary>
    public TimeSpan KeepParametersFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Whether this process takes webhooks into their calls; one that only lets them in leaves that to another on the same database.
    /// </summary>
    public bool Apply { get; set; } = true;
}

/// <summary>
/// Forgets what webhooks carried once it is old enough. What still could not be taken in by then never will be, and is no longer tried.
/// </summary>
internal sealed partial class WebhookPurge(
    StorageGate gate,
    IServiceScopeFactory scopes,
    IOptions<InboxOptions> options,
    TimeProvider clock,
    ILogger<WebhookPurge> logger) : StorageService(gate)
{
    // Whoever stores waits for this too.
    private const int AtOnce = 500;
    private static readonly TimeSpan purgesEvery = TimeSpan.FromHours(1);

    // What was seen to once is not looked through again; only a start looks through everything.
    private DateTimeOffset doneUntil = DateTimeOffset.MinValue;

    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        UnappliedReason? forgotten = new UnappliedReason(UnappliedKind.Forgotten);
        var (from, until) = (doneUntil, clock.GetUtcNow() - options.Value.KeepParametersFor);
        await using var scope = scopes.CreateAsyncScope();
        var webhooks = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>().InboundWebhooks.OfAllOrganizations();
        var old = webhooks
            .Where(webhook => webhook.LastArrivedAt >= from && webhook.LastArrivedAt < until && webhook.Parameters != null)
            .OrderBy(webhook => webhook.LastArrivedAt);
        while (await old.Select(webhook => webhook.Id).Take(AtOnce).ToListAsync(cancellationToken) is { Count: > 0 } ids)
        {
            await webhooks.Where(webhook => ids.Contains(webhook.Id) && webhook.LastArrivedAt < until).ExecuteUpdateAsync(
                webhook => webhook
                    .SetProperty(one => one.DueAt, one => one.State == WebhookState.Pending ? InboundWebhook.Never : one.DueAt)
                    .SetProperty(one => one.Reason, one => one.State == WebhookState.Pending ? forgotten : one.Reason)
                    .SetProperty(one => one.Parameters, (string?)null),
                cancellationToken);
        }

        doneUntil = until;
    }

    protected override Task WorkAsync(CancellationToken stoppingToken) =>
        RepeatAsync(purgesEvery, clock, PurgeAsync, LogPollFailed, stoppingToken);

    [LoggerMessage(1, LogLevel.Error, "What old webhooks carried could not be forgotten; trying again in an hour")]
    private partial void LogPollFailed(Exception exception);
}
