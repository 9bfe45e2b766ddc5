using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Calls;

/// <summary>
/// Follows the table of committed changes and tells this process's listeners: of its own changes at once, of other processes' within 250
/// ms.
/// </summary>
internal sealed partial class CallEventFeed(
    StorageGate gate,
    IServiceScopeFactory scopes,
    EventSignal signal,
    IEnumerable<ICallEventListener> listeners,
    TimeProvider clock,
    ILogger<CallEventFeed> logger) : StorageService(gate)
{
    private const int MaxAtOnce = 500;
    private static readonly TimeSpan pollInterval = TimeSpan.FromMilliseconds(250);

    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        long? last = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                last ??= await LastIdAsync(stoppingToken);
                var events = await ListAsync(last.Value, stoppingToken);
                foreach (var happened in events)
                {
                    await TellAsync(happened, stoppingToken);
                    last = happened.Id;
                }

                if (events.Count == 0)
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
                await Task.Delay(pollInterval, clock, stoppingToken);
            }
        }
    }

    private async Task TellAsync(CallEvent happened, CancellationToken cancellationToken)
    {
        foreach (var listener in listeners)
        {
            await listener.OnCallEventAsync(happened, cancellationToken);
        }
    }

    private async Task<long> LastIdAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Events(scope).MaxAsync(happened => (long?)happened.Id, cancellationToken) ?? 0;
    }

    private async Task<List<CallEvent>> ListAsync(long after, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Events(scope)
            .Where(happened => happened.Id > after)
            .OrderBy(happened => happened.Id)
            .Take(MaxAtOnce)
            .ToListAsync(cancellationToken);
    }

    private static IQueryable<CallEvent> Events(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>().CallEvents.OfAllOrganizations().AsNoTracking();

    [LoggerMessage(1, LogLevel.Error, "The events of calls could not be read; trying again")]
    private partial void LogPollFailed(Exception exception);
}
