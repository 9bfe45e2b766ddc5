namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>Makes a client for the present organization's account.</summary>
internal sealed class TwilioRestClients(HttpClient http, TwilioHosts hosts, TwilioCredentialsReader credentials, TwilioMetrics metrics, TimeProvider clock)
{
    /// <exception cref="ApiException">There are no credentials to ask with.</exception>
    public async Task<TwilioRestClient> OpenAsync(CancellationToken cancellationToken)
    {
        var present = await credentials.ReadAsync(cancellationToken);
        return new TwilioRestClient(http, present, hosts.Api(present.Edge, present.Region), metrics, clock);
    }
}
