using CrmVoice.Infrastructure.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Persistence;

/// <summary>
/// Looks, before anybody is let in, whether database and key ring can be worked with. What only the operator can mend is thrown; what may
/// mend itself (a server that does not answer, migrations that another process is to run) is waited for, with the gate closed.
/// </summary>
internal sealed partial class StorageCheck(
    IServiceScopeFactory scopes,
    StorageGate gate,
    IHostEnvironment environment,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<StorageCheck> logger) : BackgroundService
{
    private static readonly TimeSpan longestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan saysSoEvery = TimeSpan.FromMinutes(1);

    private long? saidAt;

    /// <exception cref="DatabaseUnavailableException">The database cannot be opened, is of a newer version, or holds a demo where it must
    /// not.</exception> <exception cref="KeyRingUnavailableException">The key ring is missing or cannot be written.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await Database.CheckAsync(scope.ServiceProvider, cancellationToken);
        }
        catch (DatabaseUnavailableException exception) when (exception.MayMendItself)
        {
            Wait(exception.Message);
            return;
        }

        await KeyRing.CheckAsync(scope.ServiceProvider, cancellationToken);
        var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            Wait("The database waits for its migrations: run CrmVoice with --migrate.");
            return;
        }

        if (!environment.IsDevelopment())
        {
            await DemoDataGuard.RefuseAsync(db, cancellationToken);
        }

        gate.Open();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = TimeSpan.FromSeconds(1); gate.Reason is not null; pause = pause * 2 < longestPause ? pause * 2 : longestPause)
        {
            await Task.Delay(pause, clock, stoppingToken);
            try
            {
                await CheckAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is DatabaseUnavailableException or KeyRingUnavailableException)
            {
                LogCannotGoOn(exception.Message);
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
            catch (Exception exception) when (DatabaseOutage.IsBehind(exception))
            {
                Wait("The database does not answer.");
            }
        }
    }

    private void Wait(string reason)
    {
        gate.Close(reason);
        if (saidAt is { } last && clock.GetElapsedTime(last) < saysSoEvery)
        {
            return;
        }

        saidAt = clock.GetTimestamp();
        LogWaiting(reason);
    }

    [LoggerMessage(1, LogLevel.Warning, "{Reason} Until then /health/ready is 503; it is looked at again by itself")]
    private partial void LogWaiting(string reason);

    [LoggerMessage(2, LogLevel.Critical, "CrmVoice cannot go on. {Reason}")]
    private partial void LogCannotGoOn(string reason);
}
