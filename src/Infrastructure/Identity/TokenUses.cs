using System.Collections.Concurrent;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>
/// Which tokens were used since it was last stored. No request waits for that, and of each token it is stored once a minute at most.
/// </summary>
internal sealed class TokenUses
{
    public static readonly TimeSpan Exact = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, byte> used = new();

    /// <param name="stored">The last use that is stored; null for none.</param>
    public void Note(Guid token, DateTimeOffset? stored, DateTimeOffset now)
    {
        if (stored is null || now - stored >= Exact)
        {
            used.TryAdd(token, 0);
        }
    }

    public IReadOnlyList<Guid> Take() => [.. used.Keys.Where(token => used.TryRemove(token, out _))];

    public void PutBack(IEnumerable<Guid> tokens)
    {
        foreach (var token in tokens)
        {
            used.TryAdd(token, 0);
        }
    }
}

/// <summary>Stores every couple of seconds which tokens were used.</summary>
internal sealed partial class TokenUseWriter(
    StorageGate gate,
    TokenUses uses,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<TokenUseWriter> logger) : StorageService(gate)
{
    // Parameters of one statement; SQL Server takes 2,100.
    private const int AtOnce = 500;
    private static readonly TimeSpan storesEvery = TimeSpan.FromSeconds(5);

    public async Task StoreAsync(CancellationToken cancellationToken)
    {
        foreach (var tokens in uses.Take().Chunk(AtOnce))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var (db, now) = (scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>(), clock.GetUtcNow());
                var before = now - TokenUses.Exact;
                await db.ApiTokens.OfAllOrganizations()
                    .Where(token => tokens.Contains(token.Id) && (token.LastUsedAt == null || token.LastUsedAt <= before))
                    .ExecuteUpdateAsync(token => token.SetProperty(one => one.LastUsedAt, now), cancellationToken);
            }
            catch
            {
                uses.PutBack(tokens);
                throw;
            }
        }
    }

    protected override Task WorkAsync(CancellationToken stoppingToken) =>
        RepeatAsync(storesEvery, clock, StoreAsync, LogPollFailed, stoppingToken);

    [LoggerMessage(1, LogLevel.Warning, "When API tokens were last used could not be stored; trying again")]
    private partial void LogPollFailed(Exception exception);
}
