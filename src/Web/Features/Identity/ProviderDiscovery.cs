using CrmVoice.Application.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CrmVoice.Web.Features.Identity;

internal sealed class ProviderDiscovery(ProviderHttp http, IHostEnvironment environment) : IProviderDiscovery
{
    private readonly bool requiresHttps = ProviderHttp.RequiresHttps(environment);

    public async Task<ProviderProblem?> FindProblemAsync(Uri issuer, CancellationToken cancellationToken)
    {
        if (!IsAllowed(issuer))
        {
            return ProviderProblem.NotHttps;
        }

        try
        {
            var document = await http.GetDocumentAsync(ProviderMetadata.AddressOf(issuer.OriginalString), cancellationToken);
            return FindProblem(OpenIdConnectConfiguration.Create(document), issuer);
        }
        catch (HttpRequestException exception) when (exception.StatusCode is null
            && exception.HttpRequestError is not HttpRequestError.ConfigurationLimitExceeded)
        {
            return ProviderProblem.Unanswered;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ProviderProblem.Unanswered;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return ProviderProblem.NoDocument;
        }
    }

    private ProviderProblem? FindProblem(OpenIdConnectConfiguration document, Uri issuer)
    {
        if (document.Issuer != issuer.OriginalString)
        {
            return string.IsNullOrEmpty(document.Issuer) ? ProviderProblem.NoDocument : ProviderProblem.OtherIssuer;
        }

        string?[] needed = [document.AuthorizationEndpoint, document.TokenEndpoint, document.JwksUri];
        var addresses = needed.Select(address => Uri.TryCreate(address, UriKind.Absolute, out var url) ? url : null).ToList();
        return addresses.Contains(null) ? ProviderProblem.NoDocument
            : addresses.TrueForAll(address => IsAllowed(address!)) ? null
            : ProviderProblem.NotHttps;
    }

    private bool IsAllowed(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (!requiresHttps && address.Scheme == Uri.UriSchemeHttp);
}
