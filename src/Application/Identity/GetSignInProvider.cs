using CrmVoice.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Identity;

/// <summary>The organization's sign-in provider, without its secret; null until one is set up.</summary>
public sealed record GetSignInProvider : IQuery<SignInProviderView?>;

/// <param name="SecretSavedAt">UTC.</param>
/// <param name="LinkedAccounts">How many members have signed in by it.</param>
/// <param name="Version">The version to send with a change, so that conflicts are detected.</param>
public sealed record SignInProviderView(
    string Issuer, string ClientId, string Label, bool IsEnabled, DateTimeOffset SecretSavedAt, int LinkedAccounts, int Version);

internal sealed class GetSignInProviderHandler(IReadDb db) : IRequestHandler<GetSignInProvider, SignInProviderView?>
{
    public async Task<SignInProviderView?> Handle(GetSignInProvider query, CancellationToken cancellationToken) =>
        await db.SignInProviders.FirstOrDefaultAsync(cancellationToken) is { } provider
            ? new SignInProviderView(
                provider.Issuer,
                provider.ClientId,
                provider.Label,
                provider.IsEnabled,
                provider.SecretSavedAt,
                await db.ProviderAccounts.CountAsync(cancellationToken),
                provider.Version)
            : null;
}
