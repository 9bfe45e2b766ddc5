using System.Collections.Concurrent;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Outbox;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Carrier;

/// <summary>
/// Sends what stands in the outbox: claims a row and stores the claim, asks the carrier, stores the outcome. Each step is a unit of work of
/// its own, so that a process that dies in between leaves a row that says how far it came.
/// </summary>
internal sealed partial class CarrierRequestDispatcher(
    StorageGate gate,
    IServiceScopeFactory scopes,
    OutboxSignal signal,
    OutboxPulse pulse,
    IProcessIdentity self,
    TimeProvider clock,
    ILogger<CarrierRequestDispatcher> logger) : StorageService(gate)
{
    private static readonly TimeSpan pollInterval = TimeSpan.FromMilliseconds(500);

    // A timer may go off a moment before its time.
    private static readonly TimeSpan timerTolerance = TimeSpan.FromMilliseconds(2);

    private IReadOnlyList<Lane> lanes = [];

    // One slow answer of the carrier holds up nobody else.
    private readonly ConcurrentDictionary<Guid, InFlight> inFlight = [];

    // Holds nothing that would have to be given back, and may be asked for by whoever stops the host a second time.
    private readonly CancellationTokenSource shutdownDeadline = new();

    /// <summary>What Twilio has been asked is waited for, for as long as stopping may take.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await shutdownDeadline.CancelAsync();
    }

    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        lanes = ListLanes();
        try
        {
            while (true)
            {
                await TrySendDueAsync(stoppingToken);
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(inFlight.Values.Select(sent => sent.Done.Task));
        }
    }

    private async Task TrySendDueAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var lane in lanes)
            {
                await SendDueAsync(lane, stoppingToken);
            }

            pulse.Beat();
            await signal.WaitAsync(pollInterval, stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogPollFailed(exception);
            await Task.Delay(pollInterval, clock, stoppingToken);
        }
    }

    private async Task SendDueAsync(Lane lane, CancellationToken cancellationToken)
    {
        foreach (var due in await ListDueAsync(lane, cancellationToken))
        {
            inFlight[due.Id] = new InFlight(lane, new TaskCompletionSource());
            var claim = Task.Run(() => ClaimAsync(due, cancellationToken), CancellationToken.None);
            _ = SendAsync(due, claim, cancellationToken);
            if (lane.InLine.Contains(due.Kind) && due.DueAt <= clock.GetUtcNow())
            {
                // First come, first served: calls take their turns one after the other. Only the database is asked here.
                await Task.WhenAny(claim);
            }
        }
    }

    private async Task<List<DueRequest>> ListDueAsync(Lane lane, CancellationToken cancellationToken)
    {
        var free = lane.MaxAtOnce - inFlight.Values.Count(sent => sent.Lane == lane);
        if (free <= 0)
        {
            return [];
        }

        var now = clock.GetUtcNow();
        var soon = now + pollInterval;
        var abandonedSince = now - ClaimCarrierRequest.ClaimLasts;
        var unbelievable = now + CarrierRequest.ClockTolerance;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
        var due = await db.CarrierRequests.OfAllOrganizations()
            .AsNoTracking()
            .Where(request =>
                lane.Kinds.Contains(request.Kind)
                && (
                    (request.State == CarrierRequestState.Pending && request.DueAt <= soon)
                    || (
                        request.State == CarrierRequestState.Sending
                        && (request.ClaimedBy == self.Id || request.ClaimedAt <= abandonedSince || request.ClaimedAt > unbelievable))))
            .OrderBy(request => request.DueAt)
            .ThenBy(request => request.CreatedAt)
            .Take(lane.MaxAtOnce)
            .Select(request => new DueRequest(
                request.Id,
                request.OrganizationId,
                request.Kind,
                request.DueAt,
                request.State == CarrierRequestState.Sending && request.ClaimedBy == self.Id))
            .ToListAsync(cancellationToken);
        // What this process has claimed and is not at, it was interrupted at: when the one before it died, or when the outcome could not be
        // stored.
        return [.. due.Where(request => !inFlight.ContainsKey(request.Id)).Take(free)];
    }

    private async Task<CarrierOrder?> ClaimAsync(DueRequest due, CancellationToken cancellationToken)
    {
        // Listed because it is due soon: where it no longer is, the clock has been set back meanwhile.
        if (due.DueAt - clock.GetUtcNow() is var early && early > TimeSpan.Zero)
        {
            await Task.Delay((early < pollInterval ? early : pollInterval) + timerTolerance, clock, cancellationToken);
        }

        return await AskAsync(due, new ClaimCarrierRequest(due.Id, due.IsOwnClaim), cancellationToken);
    }

    private async Task SendAsync(DueRequest due, Task<CarrierOrder?> claim, CancellationToken cancellationToken)
    {
        var isSent = false;
        try
        {
            if (await claim is { } order)
            {
                using var activity = Telemetry.Source.StartActivity($"outbox {due.Kind}");
                // What was asked is written down even while the application stops.
                await AskAsync(
                    due,
                    await FulfilAsync(due, order, order.IsCancellable ? cancellationToken : shutdownDeadline.Token),
                    CancellationToken.None);
                isSent = true;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping: the claim stays, and is looked into after the start.
        }
        catch (Exception exception)
        {
            LogFailed(exception, due.Id);
        }
        finally
        {
            if (inFlight.TryRemove(due.Id, out var sent))
            {
                sent.Done.SetResult();
            }

            // What failed, or is only watched, is due still: it waits for the next look, or it would be tried without a pause.
            signal.WakeIf(isSent);
        }
    }

    private async Task<IRequest<Unit>> FulfilAsync(DueRequest due, CarrierOrder order, CancellationToken cancellationToken)
    {
        await using var scope = ScopeOf(due);
        return await scope
            .ServiceProvider.GetServices<ICarrierTask>()
            .Single(task => task.Name == due.Kind)
            .AskAsync(due.Id, order, cancellationToken);
    }

    private async Task<TResponse> AskAsync<TResponse>(DueRequest due, IRequest<TResponse> command, CancellationToken cancellationToken)
    {
        await using var scope = ScopeOf(due);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, cancellationToken);
    }

    private AsyncServiceScope ScopeOf(DueRequest due)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(due.OrganizationId);
        return scope;
    }

    private Lane[] ListLanes()
    {
        using var scope = scopes.CreateScope();
        var tasks = scope.ServiceProvider.GetServices<ICarrierTask>().ToLookup(task => task.Lane);
        return [Of(CarrierLane.Calls, maxAtOnce: 32), Of(CarrierLane.LookUps, maxAtOnce: 16)];

        Lane Of(CarrierLane lane, int maxAtOnce) =>
            new(
                [.. tasks[lane].Select(task => task.Name)],
                [.. tasks[lane].Where(task => task.WaitsInLine).Select(task => task.Name)],
                maxAtOnce);
    }

    /// <param name="InLine">Those of the kinds that wait for the account's turn.</param>
    private sealed record Lane(IReadOnlyList<string> Kinds, IReadOnlyList<string> InLine, int MaxAtOnce);

    private sealed record InFlight(Lane Lane, TaskCompletionSource Done);

    private sealed record DueRequest(Guid Id, OrganizationId OrganizationId, string Kind, DateTimeOffset DueAt, bool IsOwnClaim);

    [LoggerMessage(1, LogLevel.Error, "The outbox could not be read; trying again")]
    private partial void LogPollFailed(Exception exception);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "Carrier request {RequestId} failed; it is taken up again, where it was claimed once the claim expires")]
    private partial void LogFailed(Exception exception, Guid requestId);
}
