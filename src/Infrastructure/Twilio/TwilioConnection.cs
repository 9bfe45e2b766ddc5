using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Twilio.Rest;
using Twilio.Rest.Api.V2010;
using Twilio.Rest.Api.V2010.Account;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>Tries the present organization's credentials by asking for its numbers, and looks whether Twilio would find us.</summary>
internal sealed class TwilioConnection(TwilioRestClients clients, TwilioCredentialsReader credentials, PublicAddressCheck address)
    : ITwilioConnection
{
    private const int MaxPages = 5;
    private const int PageSize = 1000;

    public async Task<ConnectionTest> TestAsync(CancellationToken cancellationToken)
    {
        try
        {
            var account = await credentials.ReadAccountAsync(cancellationToken);
            var client = await clients.OpenAsync(cancellationToken);
            // Both API keys and auth tokens may ask for numbers; an account itself may not be read with a key.
            var owned = await client.ListAsync(
                MaxPages,
                twilio => IncomingPhoneNumberResource.ReadAsync(pageSize: PageSize, client: twilio));
            var missing = account
                .Numbers.Select(number => number.Value)
                .Except(owned.Select(number => $"{number.PhoneNumber}"), StringComparer.Ordinal)
                .ToList();
            return Result(works: true, errorCode: null, "Twilio accepted the credentials.") with
            {
                MissingNumbers = missing,
                OwnedNumbers = [.. owned.Where(number => number.PhoneNumber is not null).Select(number => number.PhoneNumber.ToString())],
                FoundNumbers = [.. account.Numbers.Select(number => number.Value).Except(missing, StringComparer.Ordinal)],
                LacksCallerId = account.CallerId is { } callerId && missing.Contains(callerId.Value),
                StrayNumbers = address.Strays(owned),
            };
        }
        catch (TwilioErrorException error)
        {
            return Result(works: false, error.Code, error.Message);
        }
        catch (TwilioUnansweredException error)
        {
            return Result(works: false, errorCode: 0, error.Message);
        }
    }

    public async Task<CredentialsProblem?> TryAsync(TypedCredentials typed, CancellationToken cancellationToken)
    {
        if (typed.AuthToken is { } token)
        {
            var reading = await ReadAccountAsync(() => Task.FromResult(clients.Open(typed, typed.AccountSid, token, cancellationToken)));
            var isNotActive = reading.State is AccountState.Suspended or AccountState.Closed;
            if (reading.Error is not null || isNotActive)
            {
                var error = reading.Error ?? new CarrierErrorView(AccountReading.NotActive, "Account not active");
                return new CredentialsProblem(IsOfKey: false, isNotActive, error);
            }
        }

        if (typed is not { ApiKeySid: { } key, ApiKeySecret: { } secret })
        {
            return null;
        }

        try
        {
            // An account itself may not be read with a key.
            var client = clients.Open(typed, key, secret, cancellationToken);
            await client.ListAsync(maxPages: 1, twilio => IncomingPhoneNumberResource.ReadAsync(pageSize: 1, limit: 1, client: twilio));
            return null;
        }
        catch (TwilioErrorException error)
        {
            var isNotActive = error.Code == AccountReading.NotActive;
            return new CredentialsProblem(IsOfKey: true, isNotActive, new CarrierErrorView(error.Code, error.Message));
        }
        catch (TwilioUnansweredException error)
        {
            return new CredentialsProblem(IsOfKey: true, IsNotActive: false, new CarrierErrorView(0, error.Message));
        }
    }

    public Task<AccountReading> ReadAccountAsync(CancellationToken cancellationToken) =>
        ReadAccountAsync(() => clients.OpenByAuthTokenAsync(cancellationToken));

    public async Task<NumberListing> ListNumbersAsync(CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            var owned = await client.ListAsync(
                MaxPages,
                twilio => IncomingPhoneNumberResource.ReadAsync(pageSize: PageSize, client: twilio));
            var listed = owned.Where(IsUsable).Select(Listed).DistinctBy(number => number.PhoneNumber);
            return new NumberListing([.. listed], IsWhole: owned.Count < MaxPages * PageSize);
        }
        catch (TwilioErrorException error)
        {
            return new NumberListing([], IsWhole: false, new CarrierErrorView(error.Code, error.Message));
        }
        catch (TwilioUnansweredException error)
        {
            return new NumberListing([], IsWhole: false, new CarrierErrorView(0, error.Message));
        }
    }

    private static async Task<AccountReading> ReadAccountAsync(Func<Task<OrganizationClient>> open)
    {
        OrganizationClient? client = null;
        try
        {
            client = await open();
            var account = await client.AskAsync(twilio => AccountResource.FetchAsync(pathSid: client.AccountSid, client: twilio));
            return new AccountReading(StateOf(account), account.Type == AccountResource.TypeEnum.Trial, client.ClockDifference);
        }
        catch (TwilioErrorException error)
        {
            AccountState? state = error.Code == AccountReading.NotActive ? AccountState.Suspended : null;
            return new AccountReading(state, IsTrial: false, client?.ClockDifference, new CarrierErrorView(error.Code, error.Message));
        }
        catch (TwilioUnansweredException error)
        {
            return new AccountReading(State: null, IsTrial: false, client?.ClockDifference, new CarrierErrorView(0, error.Message));
        }
    }

    private static AccountState? StateOf(AccountResource account) =>
        account.Status == AccountResource.StatusEnum.Active ? AccountState.Active
        : account.Status == AccountResource.StatusEnum.Suspended ? AccountState.Suspended
        : account.Status == AccountResource.StatusEnum.Closed ? AccountState.Closed
        : null;

    // A short code, or what is none of Twilio's numbers, is nothing that calls come from.
    private static bool IsUsable(IncomingPhoneNumberResource number) =>
        Number.IsSid(number.Sid) && PhoneNumber.IsValid(number.PhoneNumber?.ToString());

    private static ListedNumber Listed(IncomingPhoneNumberResource number) =>
        new(
            number.Sid,
            PhoneNumber.Parse(number.PhoneNumber.ToString()),
            number.FriendlyName is { } name && name.Any(char.IsLetter) ? name.Trim() : "",
            HasVoice: number.Capabilities?.Voice is true,
            HasSms: number.Capabilities?.Sms is true);

    private ConnectionTest Result(bool works, int? errorCode, string message) =>
        new(works, errorCode, message, [], address.PublicBaseUrl) { AddressProblems = address.Problems() };
}
