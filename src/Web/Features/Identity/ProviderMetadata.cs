using System.Collections.Concurrent;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CrmVoice.Web.Features.Identity;

/// <summary>
/// What providers say of themselves, with their keys: read at the first sign-in, again twice a day, and when a key is not among them.
/// </summary>
public sealed class ProviderMetadata(ProviderHttp http)
{
    private readonly ConcurrentDictionary<OrganizationId, Known> all = new();

    public static string AddressOf(string issuer) => $"{issuer.TrimEnd('/')}/.well-known/openid-configuration";

    public IConfigurationManager<OpenIdConnectConfiguration> Of(ProviderConnection provider) =>
        all.AddOrUpdate(
                provider.OrganizationId,
                _ => Make(provider),
                (_, present) => present.Issuer == provider.Issuer ? present : Make(provider))
            .Manager;

    private Known Make(ProviderConnection provider) =>
        new(
            provider.Issuer,
            new ConfigurationManager<OpenIdConnectConfiguration>(
                AddressOf(provider.Issuer), new OpenIdConnectConfigurationRetriever(), http));

    private sealed record Known(string Issuer, ConfigurationManager<OpenIdConnectConfiguration> Manager);
}
