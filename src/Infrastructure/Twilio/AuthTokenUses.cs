using System.Collections.Concurrent;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>A webhook was signed with this auth token.</summary>
/// <param name="StoredToken">As it is stored: encrypted. What was replaced meanwhile is found no more.</param>
internal sealed record AuthTokenUse(OrganizationId OrganizationId, string StoredToken);

/// <summary>
/// With which auth tokens webhooks were signed since it was last stored. No webhook waits for that, and of each token it is stored once a
/// minute at most.
/// </summary>
internal sealed class AuthTokenUses(TimeProvider clock)
{
    public static readonly TimeSpan Exact = TimeSpan.FromMinutes(1);

    // As many as there are tokens that sign: what is not used for long goes.
    private readonly ConcurrentDictionary<AuthTokenUse, DateTimeOffset> stored = new();
    private readonly ConcurrentDictionary<AuthTokenUse, byte> used = new();

    public void Note(AuthTokenUse use)
    {
        if (!stored.TryGetValue(use, out var at) || clock.GetUtcNow() - at >= Exact)
        {
            used.TryAdd(use, 0);
        }
    }

    /// <summary>Each of them, until it is said to be stored.</summary>
    public IReadOnlyCollection<AuthTokenUse> Pending => [.. used.Keys];

    public void Stored(AuthTokenUse use, DateTimeOffset at)
    {
        used.TryRemove(use, out _);
        stored[use] = at;
        foreach (var (old, _) in stored.Where(one => at - one.Value >= Exact))
        {
            stored.TryRemove(old, out _);
        }
    }
}

/// <summary>Stores every couple of seconds which auth tokens were used.</summary>
internal sealed partial class AuthTokenUseWriter(
    StorageGate gate,
    AuthTokenUses uses,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<AuthTokenUseWriter> logger) : StorageService(gate)
{
    private static readonly TimeSpan storesEvery = TimeSpan.FromSeconds(5);

    public async Task StoreAsync(CancellationToken cancellationToken)
    {
        foreach (var use in uses.Pending)
        {
            await using var scope = scopes.CreateAsyncScope();
            var now = clock.GetUtcNow();
            await scope.ServiceProvider.GetRequiredService<ITwilioAccounts>().RecordUseAsync(use, now, cancellationToken);
            uses.Stored(use, now);
        }
    }

    protected override Task WorkAsync(CancellationToken stoppingToken) =>
        RepeatAsync(storesEvery, clock, StoreAsync, LogPollFailed, stoppingToken);

    [LoggerMessage(2305, LogLevel.Warning, "When auth tokens were last used could not be stored; trying again")]
    private partial void LogPollFailed(Exception exception);
}
