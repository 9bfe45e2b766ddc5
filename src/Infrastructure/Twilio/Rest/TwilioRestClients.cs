using CrmVoice.Application.Organizations;

namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>Makes a client for the present organization's account.</summary>
internal sealed class TwilioRestClients(
    HttpClient http,
    TwilioHosts hosts,
    TwilioCredentialsReader credentials,
    TwilioMetrics metrics,
    TimeProvider clock)
{
    /// <param name="cancellationToken">Holds for whatever the client is asked.</param>
    /// <exception cref="TwilioErrorException">There are no credentials to ask with.</exception>
    public async Task<OrganizationClient> OpenAsync(CancellationToken cancellationToken) =>
        Open(await credentials.ReadAsync(byAuthToken: false, cancellationToken), cancellationToken);

    /// <summary>The account itself cannot be read with an API key.</summary>
    /// <param name="cancellationToken">Holds for whatever the client is asked.</param>
    /// <exception cref="TwilioErrorException">There are no credentials to ask with.</exception>
    public async Task<OrganizationClient> OpenByAuthTokenAsync(CancellationToken cancellationToken) =>
        Open(await credentials.ReadAsync(byAuthToken: true, cancellationToken), cancellationToken);

    /// <summary>With credentials that are not saved yet.</summary>
    /// <param name="cancellationToken">Holds for whatever the client is asked.</param>
    public OrganizationClient Open(TypedCredentials typed, string userName, string password, CancellationToken cancellationToken)
    {
        var (edge, region) = hosts.LabelsOf(typed.Edge, typed.Region);
        return Open(new TwilioCredentials(typed.AccountSid, userName, password, edge, region), cancellationToken);
    }

    private OrganizationClient Open(TwilioCredentials with, CancellationToken cancellationToken) =>
        new(with, new TwilioHttpClient(http, hosts, metrics, clock, cancellationToken));
}
