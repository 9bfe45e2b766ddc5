using System.Text.Json;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Infrastructure.Twilio.Rest;
using Twilio.Rest.Voice.V1.DialingPermissions;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>Twilio: "Dialing Permissions: Country, BulkCountryUpdate and Settings resources", on <c>voice.twilio.com</c>.</summary>
internal sealed class TwilioDialingPermissions(TwilioRestClients clients) : IDialingPermissions
{
    private const int MaxPages = 5;
    private const int PageSize = 1000;

    public async Task<DialingPermissionListing> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            var countries = await client.ListAsync(
                MaxPages,
                twilio => CountryResource.ReadAsync(pageSize: PageSize, client: twilio));
            var settings = await client.AskAsync(twilio => SettingsResource.FetchAsync(client: twilio));
            return new DialingPermissionListing(
                [.. countries.Where(country => country.IsoCode is { Length: 2 }).Select(Read)],
                settings.DialingPermissionsInheritance is true);
        }
        catch (TwilioErrorException error)
        {
            return new DialingPermissionListing([], AreInherited: false, new CarrierErrorView(error.Code, error.Message));
        }
        catch (TwilioUnansweredException error)
        {
            return new DialingPermissionListing([], AreInherited: false, new CarrierErrorView(0, error.Message));
        }
    }

    public async Task<CarrierErrorView?> SetAsync(IReadOnlyList<DialingPermission> permissions, CancellationToken cancellationToken)
    {
        var update = JsonSerializer.Serialize(permissions.Select(permission => new
        {
            iso_code = permission.IsoCode,
            low_risk_numbers_enabled = permission.LowRisk,
            high_risk_special_numbers_enabled = permission.HighRiskSpecial,
            high_risk_tollfraud_numbers_enabled = permission.HighRiskTollFraud,
        }));
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            await client.AskAsync(twilio => BulkCountryUpdateResource.CreateAsync(updateRequest: update, client: twilio));
            return null;
        }
        catch (TwilioErrorException error)
        {
            return new CarrierErrorView(error.Code, error.Message);
        }
        catch (TwilioUnansweredException error)
        {
            return new CarrierErrorView(0, error.Message);
        }
    }

    private static DialingPermission Read(CountryResource country) => new(
        country.IsoCode,
        [.. country.CountryCodes ?? []],
        country.LowRiskNumbersEnabled is true,
        country.HighRiskSpecialNumbersEnabled is true,
        country.HighRiskTollfraudNumbersEnabled is true);
}
