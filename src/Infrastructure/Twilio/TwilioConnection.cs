using CrmVoice.Application.Organizations;
using CrmVoice.Infrastructure.Twilio.Rest;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>Tries the present organization's credentials by asking for its numbers, and looks whether Twilio would find us.</summary>
internal sealed class TwilioConnection(TwilioRestClients clients, TwilioCredentialsReader credentials, PublicAddressCheck address) : ITwilioConnection
{
    private const int MostPages = 5;

    public async Task<ConnectionTest> TestAsync(CancellationToken cancellationToken)
    {
        try
        {
            var account = await credentials.ReadAccountAsync(cancellationToken);
            var client = await clients.OpenAsync(cancellationToken);
            var owned = await IncomingPhoneNumberResource.ReadAsync(MostPages, client, cancellationToken);
            var missing = account.Numbers.Select(number => number.Value).Except(owned.Select(number => number.Number), StringComparer.Ordinal).ToList();
            return Result(works: true, errorCode: null, "Twilio accepted the credentials.") with
            {
                MissingNumbers = missing,
                FoundNumbers = [.. account.Numbers.Select(number => number.Value).Except(missing, StringComparer.Ordinal)],
                LacksCallerId = account.CallerId is { } callerId && missing.Contains(callerId.Value),
                StrayNumbers = address.Strays(owned),
            };
        }
        catch (ApiException error)
        {
            return Result(works: false, error.Code, error.Message);
        }
        catch (ApiConnectionException error)
        {
            return Result(works: false, errorCode: 0, error.Message);
        }
    }

    private ConnectionTest Result(bool works, int? errorCode, string message) => new(works, errorCode, message, [], address.PublicBaseUrl) { AddressProblems = address.Problems() };
}
