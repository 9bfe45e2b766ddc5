using CrmVoice.Application.Carrier.Inbox;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Carrier.Inbox;

/// <summary>
/// Takes stored webhooks into their calls: all that are due, an organization at a time, many calls in one unit of work. Where that breaks,
/// each call is tried by itself and then each webhook, so that what cannot be taken holds up nobody else. The backlog is in the database
/// and nowhere else.
/// </summary>
internal sealed partial class WebhookApplier(
    StorageGate gate,
    IServiceScopeFactory scopes,
    InboxSignal signal,
    InboxPulse pulse,
    InboxMetrics metrics,
    ThisProcess process,
    TimeProvider clock,
    ILogger<WebhookApplier> logger) : StorageService(gate)
{
    private const int MaxAtOnce = 200;
    private static readonly TimeSpan pollInterval = TimeSpan.FromMilliseconds(500);

    // Another process takes up its own rows at once; what it left behind is everybody's.
    private static readonly TimeSpan leftToItsReceiver = TimeSpan.FromSeconds(2);

    /// <returns>How many were due.</returns>
    public async Task<int> ApplyDueAsync(CancellationToken cancellationToken)
    {
        var due = await ListDueAsync(cancellationToken);
        foreach (var ofOne in due.GroupBy(webhook => webhook.OrganizationId))
        {
            await ApplyAsync(ofOne.Key, [.. ofOne]);
        }

        return due.Count;
    }

    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var count = await ApplyDueAsync(stoppingToken);
                pulse.Beat();
                if (count < MaxAtOnce)
                {
                    await signal.WaitAsync(pollInterval, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogPollFailed(exception);
                await signal.WaitAsync(pollInterval, CancellationToken.None);
            }
        }
    }

    private async Task<List<DueWebhook>> ListDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var abandonedSince = now - leftToItsReceiver;
        await using var scope = scopes.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<CrmVoiceDbContext>()
            .InboundWebhooks.OfAllOrganizations()
            .AsNoTracking()
            .Where(webhook =>
                webhook.State == WebhookState.Pending
                && webhook.DueAt <= now
                && (webhook.ReceivedBy == process.Id || webhook.DueAt <= abandonedSince))
            .OrderBy(webhook => webhook.DueAt)
            .Take(MaxAtOnce)
            .Select(webhook => new DueWebhook(webhook.Id, webhook.OrganizationId, webhook.CallId))
            .ToListAsync(cancellationToken);
    }

    private async Task ApplyAsync(OrganizationId organizationId, IReadOnlyList<DueWebhook> webhooks)
    {
        using var span = Telemetry.StartBatch("inbox apply", webhooks.Count);
        try
        {
            foreach (var applied in await SendAsync(organizationId, new ApplyWebhooks(IdsOf(webhooks))))
            {
                metrics.Count(applied);
            }
        }
        catch (Exception exception)
        {
            span.Fail(exception);
            if (webhooks.Count > 1)
            {
                LogTryingOneByOne(exception, webhooks.Count);
                foreach (var part in Split(webhooks))
                {
                    await ApplyAsync(organizationId, part);
                }

                return;
            }

            metrics.CountFailed(webhooks.Count);
            LogNotApplied(exception, webhooks[0].CallId.Value);
            await SendAsync(organizationId, new PostponeWebhooks(IdsOf(webhooks), exception.GetType().Name));
        }
    }

    private async Task<TResponse> SendAsync<TResponse>(OrganizationId organizationId, ICommand<TResponse> command)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(organizationId);
        // Short, and the same when it is done over: not cut off when the application stops.
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, CancellationToken.None);
    }

    // Call by call; those of one call one by one.
    private static IEnumerable<DueWebhook[]> Split(IReadOnlyList<DueWebhook> webhooks)
    {
        var byCall = webhooks.GroupBy(webhook => webhook.CallId).Select(ofOneCall => ofOneCall.ToArray()).ToList();
        return byCall.Count > 1 ? byCall : webhooks.Chunk(1);
    }

    private static List<long> IdsOf(IEnumerable<DueWebhook> webhooks) => [.. webhooks.Select(webhook => webhook.Id)];

    private sealed record DueWebhook(long Id, OrganizationId OrganizationId, CallId CallId);

    [LoggerMessage(1, LogLevel.Error, "The inbox of webhooks could not be worked through; trying again")]
    private partial void LogPollFailed(Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "{Count} webhooks could not be taken together; trying call by call, or one by one")]
    private partial void LogTryingOneByOne(Exception exception, int count);

    [LoggerMessage(3, LogLevel.Error, "A webhook could not be taken into call {CallId}; it is kept and tried again later")]
    private partial void LogNotApplied(Exception exception, Guid callId);
}
