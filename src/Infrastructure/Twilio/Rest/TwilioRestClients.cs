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

    private OrganizationClient Open(TwilioCredentials with, CancellationToken cancellationToken) =>
        new(with, new TwilioHttpClient(http, hosts, metrics, clock, cancellationToken));
}
