using CrmVoice.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>The organization's connection to Twilio, without its secrets; null until one is connected.</summary>
public sealed record GetTwilioAccount : IQuery<TwilioAccountView?>;

/// <param name="Numbers">As they were typed (E.164), the caller ID first; they count until any are imported.</param>
/// <param name="SavedAt">When the credentials were saved (UTC).</param>
/// <param name="Version">The version to send with a change, so that conflicts are detected.</param>
/// <param name="CheckedAt">When Twilio last answered a check of the credentials (UTC); null until it has.</param>
public sealed record TwilioAccountView(
    string AccountSid,
    string? ApiKeySid,
    bool HasApiKeySecret,
    bool HasPreviousAuthToken,
    IReadOnlyList<string> Numbers,
    string? Edge,
    string? Region,
    DateTimeOffset SavedAt,
    int? CallsPerSecond,
    DateTimeOffset? CheckedAt,
    bool WasAccepted,
    int Version)
{
    /// <summary>Numbers are no longer typed: they are what Twilio lists.</summary>
    public bool HasImportedNumbers { get; init; }
}

internal sealed class GetTwilioAccountHandler(IReadDb db) : IRequestHandler<GetTwilioAccount, TwilioAccountView?>
{
    public async Task<TwilioAccountView?> Handle(GetTwilioAccount query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken);
        return organization is not { TwilioAccount: { } account }
            ? null
            : new TwilioAccountView(
                account.AccountSid,
                account.ApiKeySid,
                account.ProtectedApiKeySecret is not null,
                account.ProtectedPreviousAuthToken is not null,
                [.. account.Numbers.Select(number => number.Value)],
                account.Edge,
                account.Region,
                account.SavedAt,
                account.CallsPerSecond,
                account.LastCheck?.At,
                account.LastCheck is { ErrorCode: null },
                organization.Version)
            {
                HasImportedNumbers = await db.Numbers.AnyAsync(cancellationToken),
            };
    }
}
