using System.Threading.Channels;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Inbox;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Carrier.Inbox;

/// <summary>
/// Stores webhooks in groups: whatever came while the last group was being written is the next one, in one transaction and with one flush
/// of the disk. Nothing is acknowledged before its group is committed, and nothing waits here that nobody waits for.
/// </summary>
internal sealed partial class WebhookInbox(
    IServiceScopeFactory scopes,
    InboxSignal signal,
    InboxPulse pulse,
    ThisProcess process,
    InboxMetrics metrics,
    ILogger<WebhookInbox> logger) : BackgroundService, IWebhookInbox
{
    private const int MaxWaiting = 4096;
    private const int MaxPerGroup = 256;

    private StoreWebhook? store;
    private readonly Channel<Waiting> waiting = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    public Task StoreAsync(IncomingWebhook webhook, TimeSpan? patience = null)
    {
        var one = new Waiting(webhook, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return waiting.Writer.TryWrite(one)
            ? patience is { } most ? WaitAsync(one, most) : one.Stored.Task
            : Task.FromException(new InboxUnavailableException("Too many webhooks are waiting to be stored, or the application stops."));
    }

    /// <summary>Closes the door; whoever has been let in is served to the end.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
        while (waiting.Reader.TryRead(out var late))
        {
            late.Stored.TrySetException(new InboxUnavailableException("The application stopped before the webhook was stored."));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var group = new List<Waiting>(MaxPerGroup);
        while (await waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            group.Clear();
            while (group.Count < MaxPerGroup && waiting.Reader.TryRead(out var one))
            {
                // Whoever has been sent away sends it again.
                if (!one.Stored.Task.IsCompleted)
                {
                    group.Add(one);
                }
            }

            if (group.Count > 0)
            {
                await StoreAndTellAsync(group);
            }
        }

        await CloseAsync();
    }

    private async Task WaitAsync(Waiting one, TimeSpan patience)
    {
        try
        {
            await one.Stored.Task.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            // It may have been stored at this very moment.
            if (one.Stored.TrySetException(new InboxUnavailableException("The webhook could not be stored in time.")))
            {
                LogTooLate();
                pulse.NotStored();
            }

            await one.Stored.Task;
        }
    }

    private async Task StoreAndTellAsync(List<Waiting> group)
    {
        using var span = Telemetry.StartBatch("inbox store", group.Count);
        try
        {
            await StoreAsync(group);
            pulse.Stored();
            group.ForEach(one => one.Stored.TrySetResult());
            group.ForEach(one => metrics.CountStored(one.Webhook.Webhook));
            signal.WakeIf(hasNews: true);
        }
        catch (Exception exception)
        {
            span.Fail(exception);
            LogNotStored(exception, group.Count);
            pulse.NotStored();
            group.ForEach(one => one.Stored.TrySetException(new InboxUnavailableException("The webhook could not be stored.", exception)));
        }
    }

    private async Task StoreAsync(List<Waiting> group)
    {
        store ??= await StoreWebhook.OpenAsync(scopes);
        try
        {
            await StoreOnceAsync(store, group);
        }
        catch (Exception exception) when (IsBadLuck(exception))
        {
            store = await StoreWebhook.OpenAsync(scopes);
            await StoreOnceAsync(store, group);
        }
    }

    // A connection that was kept may have been cut meanwhile, and another process may have been sent the same: no reason to send anybody
    // away.
    private static bool IsBadLuck(Exception exception) =>
        exception is InvalidOperationException || UnitOfWork.IsUniqueViolation(exception) || DatabaseOutage.IsMomentary(exception);

    private async Task StoreOnceAsync(StoreWebhook on, List<Waiting> group)
    {
        try
        {
            await on.StoreAsync(group.Select(one => one.Webhook), process.Id);
        }
        catch
        {
            await CloseAsync();
            throw;
        }
    }

    private async Task CloseAsync()
    {
        if (store is not null)
        {
            await store.DisposeAsync();
            store = null;
        }
    }

    private sealed record Waiting(IncomingWebhook Webhook, TaskCompletionSource Stored);

    [LoggerMessage(1, LogLevel.Error, "{Count} webhooks could not be stored; Twilio is asked to send them again")]
    private partial void LogNotStored(Exception exception, int count);

    [LoggerMessage(2, LogLevel.Error, "A webhook could not be stored in time; Twilio is asked to send it again")]
    private partial void LogTooLate();
}
