using System.Collections.Concurrent;
using System.Security.Cryptography;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>
/// Who signs for an account, remembered for a second: a burst of webhooks neither asks the database nor decrypts for each of them. Only accounts that somebody
/// has are remembered, so that strangers cannot fill it.
/// </summary>
internal sealed partial class TwilioSigners(IServiceScopeFactory scopes, SecretProtector secrets, TimeProvider clock, ILogger<TwilioSigners> logger)
{
    private static readonly TimeSpan remembered = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (DateTimeOffset ReadAt, IReadOnlyList<TwilioSigner> Signers)> known = new(StringComparer.Ordinal);

    /// <summary>Those that were read a moment ago; none where it is longer ago.</summary>
    public IReadOnlyList<TwilioSigner> Recall(string accountSid) =>
        known.TryGetValue(accountSid, out var found) && clock.GetUtcNow() - found.ReadAt < remembered ? found.Signers : [];

    public async Task<IReadOnlyList<TwilioSigner>> ReadAsync(string accountSid, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var found = await scope.ServiceProvider.GetRequiredService<ITwilioAccounts>().FindByAccountSidAsync(accountSid, cancellationToken);
        TwilioSigner[] signers = [.. found.Select(one => new TwilioSigner(one.OrganizationId, [.. TokensOf(one.OrganizationId, one.Account)]))];
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

    private IEnumerable<string> TokensOf(OrganizationId organizationId, TwilioAccount account)
    {
        foreach (var stored in new[] { account.ProtectedAuthToken, account.ProtectedPreviousAuthToken })
        {
            if (stored is { Length: > 0 } && Unprotect(organizationId, stored) is { } token)
            {
                yield return token;
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

    [LoggerMessage(2301, LogLevel.Error, "An auth token of organization {OrganizationId} can no longer be read; its webhooks are refused until it is saved again")]
    private partial void LogUnreadableToken(Guid organizationId);
}

/// <summary>An organization and the auth tokens that its account signs with: the present one, and the one before.</summary>
internal sealed record TwilioSigner(OrganizationId OrganizationId, IReadOnlyList<string> AuthTokens)
{
    /// <summary>A token must not show up in a text by accident.</summary>
    public override string ToString() => nameof(TwilioSigner);
}
