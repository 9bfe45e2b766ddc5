using CrmVoice.Application.Organizations;
using CrmVoice.Infrastructure.Twilio.Rest;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>Tries the present organization's credentials by asking for its numbers.</summary>
internal sealed class TwilioConnection(TwilioRestClients clients, TwilioCredentialsReader credentials) : ITwilioConnection
{
    private const int MostPages = 5;

    public async Task<ConnectionTest> TestAsync(CancellationToken cancellationToken)
    {
        try
        {
            var account = await credentials.ReadAccountAsync(cancellationToken);
            var client = await clients.OpenAsync(cancellationToken);
            var owned = await IncomingPhoneNumberResource.ReadAsync(MostPages, client, cancellationToken);
            var missing = account.Numbers.Select(number => number.Value).Except(owned, StringComparer.Ordinal);
            return new ConnectionTest(Works: true, ErrorCode: null, "Twilio accepted the credentials.", [.. missing]);
        }
        catch (ApiException error)
        {
            return new ConnectionTest(Works: false, error.Code, error.Message, []);
        }
        catch (ApiConnectionException error)
        {
            return new ConnectionTest(Works: false, ErrorCode: 0, error.Message, []);
        }
    }
}
