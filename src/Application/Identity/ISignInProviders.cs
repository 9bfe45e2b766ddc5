using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Identity;

/// <summary>The organizations' sign-in providers, as signing in needs them before an organization is entered.</summary>
public interface ISignInProviders
{
    /// <returns>Null where there is none that is switched on, or its secret can no longer be read.</returns>
    Task<ProviderConnection?> FindAsync(OrganizationId organization, CancellationToken cancellationToken);

    /// <summary>For the sign-in page: with several, it would tell strangers which organizations there are.</summary>
    /// <returns>Null unless exactly one organization of the installation has a provider that is switched on.</returns>
    Task<ProviderButton?> FindOnlyAsync(CancellationToken cancellationToken);
}

/// <param name="Issuer">The provider's address, as it names itself.</param>
/// <param name="ClientSecret">In plain text: for the provider alone.</param>
public sealed record ProviderConnection(OrganizationId OrganizationId, string Issuer, string ClientId, string ClientSecret, string Label);

public sealed record ProviderButton(OrganizationId OrganizationId, string Label);
