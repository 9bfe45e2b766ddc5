using System.Collections.Concurrent;
using System.Security.Cryptography;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>
/// Who signs for an account, remembered for a second: a burst of webhooks neither asks the database nor decrypts for each of them. Only
/// accounts that somebody has are remembered, so that strangers cannot fill it.
/// </summary>
internal sealed partial class TwilioSigners(
    IServiceScopeFactory scopes,
    SecretProtector secrets,
    TimeProvider clock,
    ILogger<TwilioSigners> logger) : IDisposable
{
    private static readonly TimeSpan remembered = TimeSpan.FromSeconds(1);

    // Of accounts that are not known, or whose tokens did not fit: strangers can ask for as many as they like.
    private const int MaxReadsPerSecond = 20;

    private readonly Lock reads = new();
    private readonly SemaphoreSlim listing = new(1, 1);
    private readonly ConcurrentDictionary<string, (DateTimeOffset ReadAt, IReadOnlyList<TwilioSigner> Signers)> known = new(
        StringComparer.Ordinal);

    private HashSet<string> connected = [];
    private long? listedAt;
    private long secondBegan;
    private int readsInSecond;

    public void Dispose() => listing.Dispose();

    /// <summary>Those that were read a moment ago; none where it is longer ago.</summary>
    public IReadOnlyList<TwilioSigner> Recall(string accountSid) =>
        known.TryGetValue(accountSid, out var found) && clock.GetUtcNow() - found.ReadAt < remembered ? found.Signers : [];

    /// <summary>Asks the database; where it is asked too often, only of accounts that somebody has, and of each once a second.</summary>
    public async Task<IReadOnlyList<TwilioSigner>> ReadAsync(string accountSid, CancellationToken cancellationToken)
    {
        if (!MayRead() && (Recall(accountSid).Count > 0 || !await IsConnectedAsync(accountSid, cancellationToken)))
        {
            return [];
        }

        await using var scope = scopes.CreateAsyncScope();
        var found = await scope.ServiceProvider.GetRequiredService<ITwilioAccounts>().FindByAccountSidAsync(accountSid, cancellationToken);
        TwilioSigner[] signers =
        [
            .. found.Select(one => new TwilioSigner(one.OrganizationId, [.. TokensOf(one.OrganizationId, one.Account)])),
        ];
        if (signers.Length == 0)
        {
            known.TryRemove(accountSid, out _);
        }
        else
        {
            known[accountSid] = (clock.GetUtcNow(), signers);
        }

        return signers;
    }

    public async Task<OrganizationId?> FindOwnerOfCallAsync(CallId callId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ITwilioAccounts>().FindOwnerOfCallAsync(callId, cancellationToken);
    }

    private bool MayRead()
    {
        lock (reads)
        {
            if (clock.GetElapsedTime(secondBegan) >= remembered)
            {
                (secondBegan, readsInSecond) = (clock.GetTimestamp(), 0);
            }

            return ++readsInSecond <= MaxReadsPerSecond;
        }
    }

    private async Task<bool> IsConnectedAsync(string accountSid, CancellationToken cancellationToken)
    {
        await listing.WaitAsync(cancellationToken);
        try
        {
            if (listedAt is not { } at || clock.GetElapsedTime(at) >= remembered)
            {
                await using var scope = scopes.CreateAsyncScope();
                connected = (
                    await scope.ServiceProvider.GetRequiredService<ITwilioAccounts>().ListAccountSidsAsync(cancellationToken)
                ).ToHashSet(StringComparer.Ordinal);
                listedAt = clock.GetTimestamp();
            }

            return connected.Contains(accountSid);
        }
        finally
        {
            listing.Release();
        }
    }

    private IEnumerable<AuthToken> TokensOf(OrganizationId organizationId, TwilioAccount account)
    {
        foreach (var stored in new[] { account.ProtectedAuthToken, account.AcceptedPreviousAuthToken(clock.GetUtcNow()) })
        {
            if (stored is { Length: > 0 } && Unprotect(organizationId, stored) is { } token)
            {
                yield return new AuthToken(token, stored);
            }
        }
    }

    private string? Unprotect(OrganizationId organizationId, string stored)
    {
        try
        {
            return secrets.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            LogUnreadableToken(organizationId.Value);
            return null;
        }
    }

    [LoggerMessage(
        2301,
        LogLevel.Error,
        "An auth token of organization {OrganizationId} can no longer be read; its webhooks are refused until it is saved again")]
    private partial void LogUnreadableToken(Guid organizationId);
}

/// <summary>An organization and the auth tokens that its account signs with: the present one, and the one before.</summary>
internal sealed record TwilioSigner(OrganizationId OrganizationId, IReadOnlyList<AuthToken> AuthTokens)
{
    /// <summary>A token must not show up in a text by accident.</summary>
    public override string ToString() => nameof(TwilioSigner);
}

/// <summary>An auth token, and as it is stored: encrypted.</summary>
internal sealed record AuthToken(string Text, string Stored)
{
    /// <summary>A token must not show up in a text by accident.</summary>
    public override string ToString() => nameof(AuthToken);
}
