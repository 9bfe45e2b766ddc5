using CrmVoice.Domain.Calls;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrmVoice.Infrastructure.Calls.Inbox;

/// <summary>Section <c>Webhooks</c>.</summary>
internal sealed class InboxOptions
{
    public const string Section = "Webhooks";

    /// <summary>How long what a webhook carried is kept: it holds people's numbers. That it came, and what it changed, stays.</summary>
    public TimeSpan KeepParametersFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Whether this process takes webhooks into their calls; one that only lets them in leaves that to another on the same database.</summary>
    public bool Apply { get; set; } = true;
}

/// <summary>Forgets what webhooks carried once it is old enough. What still could not be taken in by then never will be, and is no longer tried.</summary>
internal sealed partial class WebhookPurge(IServiceScopeFactory scopes, IOptions<InboxOptions> options, TimeProvider clock, ILogger<WebhookPurge> logger) : BackgroundService
{
    private static readonly TimeSpan purgesEvery = TimeSpan.FromHours(1);

    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        var old = clock.GetUtcNow() - options.Value.KeepParametersFor;
        await using var scope = scopes.CreateAsyncScope();
        var webhooks = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>().InboundWebhooks.IgnoreQueryFilters().Where(webhook => webhook.LastArrivedAt < old && webhook.Parameters != null);
        await webhooks.Where(webhook => webhook.State == WebhookState.Pending)
            .ExecuteUpdateAsync(webhook => webhook.SetProperty(one => one.DueAt, DateTimeOffset.MaxValue), cancellationToken);
        await webhooks.ExecuteUpdateAsync(webhook => webhook.SetProperty(one => one.Parameters, (string?)null), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(purgesEvery, clock);
        do
        {
            try
            {
                await PurgeAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogStumbled(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(1, LogLevel.Error, "What old webhooks carried could not be forgotten; trying again in an hour")]
    private partial void LogStumbled(Exception exception);
}
