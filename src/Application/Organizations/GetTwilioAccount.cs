using CrmVoice.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>The organization's connection to Twilio, without its secrets; null until one is connected.</summary>
public sealed record GetTwilioAccount : IQuery<TwilioAccountView?>;

/// <param name="Numbers">As they were typed (E.164), the caller ID first; they count until any are imported.</param>
/// <param name="SavedAt">When the credentials were saved (UTC).</param>
/// <param name="Version">The version to send with a change, so that conflicts are detected.</param>
/// <param name="AuthTokenUsedAt">When a webhook was last signed with the auth token (UTC, to the minute); null where none was.</param>
/// <param name="PreviousAuthToken">Null where none is accepted any more.</param>
/// <param name="CheckedAt">When Twilio last answered a check of the credentials (UTC); null until it has.</param>
public sealed record TwilioAccountView(
    string AccountSid,
    string? ApiKeySid,
    bool HasApiKeySecret,
    DateTimeOffset? AuthTokenUsedAt,
    PreviousAuthTokenView? PreviousAuthToken,
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

/// <summary>The auth token before, while both are accepted.</summary>
/// <param name="UsedAt">When a webhook was last signed with it (UTC, to the minute); null where none was.</param>
/// <param name="EndsAt">Until when it is accepted (UTC); null where that is not decided, since Twilio has not signed with the new one.</param>
public sealed record PreviousAuthTokenView(DateTimeOffset? UsedAt, DateTimeOffset? EndsAt);

internal sealed class GetTwilioAccountHandler(IReadDb db, TimeProvider clock) : IRequestHandler<GetTwilioAccount, TwilioAccountView?>
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
                account.AuthTokenUsedAt,
                account.AcceptedPreviousAuthToken(clock.GetUtcNow()) is null
                    ? null
                    : new PreviousAuthTokenView(account.PreviousAuthTokenUsedAt, account.PreviousAuthTokenEndsAt),
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
