using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>
/// Forgets API tokens, invitations and sessions a month after their end, and codes that confirm phones after a day: they hold people's
/// names, addresses and numbers.
/// </summary>
internal sealed partial class EndedAccessPurge(
    StorageGate gate,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<EndedAccessPurge> logger) : StorageService(gate)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public static readonly TimeSpan CodesKept = TimeSpan.FromDays(1);

    private static readonly TimeSpan purgesEvery = TimeSpan.FromHours(1);

    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        var (until, codesUntil) = (clock.GetUtcNow() - Kept, clock.GetUtcNow() - CodesKept);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
        await db.ApiTokens.OfAllOrganizations()
            .Where(token => token.RevokedAt <= until || token.EndsAt <= until)
            .OrderBy(token => token.Id)
            .DeleteInBatchesAsync(cancellationToken);
        await db.Invitations.OfAllOrganizations()
            .Where(invitation => invitation.AcceptedAt <= until || invitation.RevokedAt <= until || invitation.EndsAt <= until)
            .OrderBy(invitation => invitation.Id)
            .DeleteInBatchesAsync(cancellationToken);
        await db.Sessions.Where(session => session.EndsAt <= until).OrderBy(session => session.Id).DeleteInBatchesAsync(cancellationToken);
        await db.Set<PhoneCode>().OfAllOrganizations()
            .Where(code => code.SentAt <= codesUntil)
            .OrderBy(code => code.Id)
            .DeleteInBatchesAsync(cancellationToken);
    }

    protected override Task WorkAsync(CancellationToken stoppingToken) =>
        RepeatAsync(purgesEvery, clock, PurgeAsync, LogPollFailed, stoppingToken);

    [LoggerMessage(1, LogLevel.Error, "Tokens, invitations, sessions and codes that ended could not be forgotten; trying again in an hour")]
    private partial void LogPollFailed(Exception exception);
}
