using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Dispatch;
using CrmVoice.Application.Common;
using CrmVoice.Infrastructure.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Calls;

/// <summary>Now and then has those live calls looked up at the carrier that have been silent for long.</summary>
internal sealed partial class SilentCallSweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<SilentCallSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan sweepsEvery = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(sweepsEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogStumbled(exception);
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
        var silentSince = clock.GetUtcNow() - SilentCallCheck.SilenceAllowed;
        var silent = await db.Calls.IgnoreQueryFilters().AsNoTracking()
            .Where(call => call.LiveAgentId != null && call.LastHeardAt <= silentSince)
            .Select(call => new { call.Id, call.OrganizationId }).ToListAsync(cancellationToken);
        foreach (var call in silent)
        {
            await using var own = scopes.CreateAsyncScope();
            own.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(call.OrganizationId);
            await own.ServiceProvider.GetRequiredService<IMediator>().Send(new LookUpSilentCall(call.Id.Value), cancellationToken);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Silent calls could not be swept; trying again")]
    private partial void LogStumbled(Exception exception);
}
