using CrmVoice.Application.Calls.Upkeep;
using CrmVoice.Domain.Calls;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Calls;

/// <summary>
/// A live call that was heard of in the future would not be missed for as long; an ended one is never looked at again after two days. Where
/// a clock was wrong, or has been set back since, both are due now.
/// </summary>
internal sealed partial class CheckTimeCorrection(
    StorageGate gate,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<CheckTimeCorrection> logger) : StorageService(gate)
{
    // More than the clocks of two processes may differ by.
    private static readonly TimeSpan unexplained = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan pollInterval = TimeSpan.FromSeconds(10);

    public async Task CorrectAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow();
        var (heardLatest, checkedLatest) = (now + unexplained, now + CheckEndedCall.LookUpWindow + unexplained);
        var calls = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>().Calls.OfAllOrganizations();
        await calls.Where(call => call.State != CallState.Ended && call.LastHeardAt > heardLatest)
            .ExecuteUpdateAsync(
                call => call.SetProperty(one => one.LastHeardAt, now).SetProperty(one => one.Version, one => one.Version + 1),
                cancellationToken);
        await calls
            .Where(call => call.NextCheckAt > checkedLatest)
            .ExecuteUpdateAsync(
                call => call.SetProperty(one => one.NextCheckAt, now).SetProperty(one => one.Version, one => one.Version + 1),
                cancellationToken);
    }

    protected override Task WorkAsync(CancellationToken stoppingToken) =>
        RepeatAsync(pollInterval, clock, CorrectAsync, LogPollFailed, stoppingToken);

    [LoggerMessage(1, LogLevel.Error, "The times of calls could not be looked through; trying again")]
    private partial void LogPollFailed(Exception exception);
}
