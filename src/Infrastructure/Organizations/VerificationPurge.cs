using CrmVoice.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Organizations;

/// <summary>
/// Forgets a day later that a number was to be verified: it may be anybody's. A number that was verified is one of the organization's.
/// </summary>
internal sealed partial class VerificationPurge(
    StorageGate gate,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<VerificationPurge> logger) : StorageService(gate)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private static readonly TimeSpan purgesEvery = TimeSpan.FromHours(1);

    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() - Kept;
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>().CallerIdVerifications.OfAllOrganizations()
            .Where(verification => verification.AskedAt <= until)
            .OrderBy(verification => verification.Id)
            .DeleteInBatchesAsync(cancellationToken);
    }

    protected override Task WorkAsync(CancellationToken stoppingToken) =>
        RepeatAsync(purgesEvery, clock, PurgeAsync, LogPollFailed, stoppingToken);

    [LoggerMessage(1, LogLevel.Error, "Verifications of caller IDs that ended could not be forgotten; trying again in an hour")]
    private partial void LogPollFailed(Exception exception);
}
