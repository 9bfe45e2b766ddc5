using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.Upkeep;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Calls;

/// <summary>
/// Heals what lost callbacks have left: has live calls looked up that have been silent for long, or of which a leg has, and ended ones of
/// which something is missing, and has legs ended that were to end by themselves. It only puts requests into the outbox. One process at a
/// time does it; another takes over when that one has died.
/// </summary>
internal sealed partial class Reconciler(StorageGate gate, IServiceScopeFactory scopes, TimeProvider clock, ILogger<Reconciler> logger)
    : StorageService(gate)
{
    public const string Lease = "reconciler";

    /// <summary>Silent calls, or ended ones, that are seen to in one round.</summary>
    public const int MaxAtOnce = 200;

    public static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan LeaseLasts = TimeSpan.FromSeconds(20);

    private readonly Guid self = Guid.NewGuid();

    /// <summary>One round of it.</summary>
    /// <returns>False where it is another process's work.</returns>
    public async Task<bool> TryReconcileAsync(CancellationToken cancellationToken)
    {
        var isOurs = await UseLeasesAsync(leases => leases.TryHoldAsync(Lease, self, LeaseLasts, cancellationToken));
        if (isOurs)
        {
            await ReconcileAsync(cancellationToken);
        }

        return isOurs;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await UseLeasesAsync(leases => leases.ReleaseAsync(Lease, self, cancellationToken));
        }
        catch (Exception exception)
        {
            // It runs out by itself.
            LogKept(exception);
        }
    }

    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LooksEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await TryReconcileAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogPollFailed(exception);
            }
        }
    }

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var silent = await ListAsync(db => SilentCalls(db, now), cancellationToken);
        var due = await ListAsync(
            db => db.Calls.Where(call => call.NextCheckAt <= now).OrderBy(call => call.NextCheckAt),
            cancellationToken);
        foreach (var call in silent)
        {
            await SendAsync(call, new LookUpSilentCall(call.Id.Value), cancellationToken);
        }

        foreach (var call in due)
        {
            await SendAsync(
                call,
                call.HasEnded ? new CheckEndedCall(call.Id.Value) : new EndOverdueLegs(call.Id.Value),
                cancellationToken);
        }
    }

    private async Task SendAsync(CallKey call, ICommand command, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(call.OrganizationId);
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The others are not to suffer for it.
            LogFailed(exception, call.Id.Value);
        }
    }

    private static IQueryable<Call> SilentCalls(CrmVoiceDbContext db, DateTimeOffset now)
    {
        var (since, requestedBy) = (now - LookUpSilentCall.SilenceAllowed, now - TimeSpan.FromSeconds(CallSettings.ShortestRing));
        // Those that are being asked about make room: Twilio may say nothing of them for long.
        var asked = db.CarrierRequests.WhereOpen().Where(request => request.Kind == LookUpLegs.Name).Select(request => request.CallId);
        return db.Calls.Where(call =>
                call.State != CallState.Ended
                && ((call.LastHeardAt <= since && call.Legs.Any(leg => leg.CallSid != null))
                    // Which of these ring for too long is said by the settings of their call, and who has left by the reports of its room.
                    || (call.Topology == Topology.Room && ((call.Live & LiveConditions.Alone) != 0 || call.Legs.Any(leg =>
                        leg.CallSid != null && leg.RequestedAt <= requestedBy && leg.JoinToldAt == null && leg.EndedAt == null))))
                && !asked.Contains(call.Id))
            .OrderBy(call => call.LastHeardAt);
    }

    private async Task<List<CallKey>> ListAsync(Func<CrmVoiceDbContext, IQueryable<Call>> choose, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var chosen = choose(scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>());
        return await chosen
            .OfAllOrganizations()
            .AsNoTracking()
            .Take(MaxAtOnce)
            .Select(call => new CallKey(call.Id, call.OrganizationId, call.State == CallState.Ended))
            .ToListAsync(cancellationToken);
    }

    private async Task<TResult> UseLeasesAsync<TResult>(Func<Leases, Task<TResult>> use)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<Leases>());
    }

    private async Task UseLeasesAsync(Func<Leases, Task> use)
    {
        await using var scope = scopes.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<Leases>());
    }

    private sealed record CallKey(CallId Id, OrganizationId OrganizationId, bool HasEnded);

    [LoggerMessage(1, LogLevel.Error, "Calls could not be reconciled with Twilio; trying again")]
    private partial void LogPollFailed(Exception exception);

    [LoggerMessage(3, LogLevel.Error, "Call {CallId} could not be reconciled with Twilio; trying again")]
    private partial void LogFailed(Exception exception, Guid callId);

    [LoggerMessage(2, LogLevel.Warning, "The reconciler's lease could not be given back; it runs out by itself")]
    private partial void LogKept(Exception exception);
}
