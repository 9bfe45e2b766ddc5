using System.Collections.Concurrent;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>
/// Who signs for an account, remembered for a second: a burst of webhooks neither asks the database nor decrypts for each of them. Only accounts that somebody
/// has are remembered, so that strangers cannot fill it.
/// </summary>
internal sealed class TwilioSigners(TimeProvider clock)
{
    private static readonly TimeSpan remembered = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (DateTimeOffset ReadAt, IReadOnlyList<TwilioSigner> Signers)> known = new(StringComparer.Ordinal);

    public IReadOnlyList<TwilioSigner> Find(string accountSid) =>
        known.TryGetValue(accountSid, out var found) && clock.GetUtcNow() - found.ReadAt < remembered ? found.Signers : [];

    public IReadOnlyList<TwilioSigner> Remember(string accountSid, IReadOnlyList<TwilioSigner> signers)
    {
        if (signers.Count == 0)
        {
            known.TryRemove(accountSid, out _);
            return [];
        }

        known[accountSid] = (clock.GetUtcNow(), signers);
        return signers;
    }
}

/// <summary>An organization and the auth tokens that its account signs with: the present one, and the one before.</summary>
internal sealed record TwilioSigner(OrganizationId OrganizationId, IReadOnlyList<string> AuthTokens)
{
    /// <summary>A token must not show up in a text by accident.</summary>
    public override string ToString() => nameof(TwilioSigner);
}
