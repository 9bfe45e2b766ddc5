using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Infrastructure.Twilio.Rest;
using Twilio.Rest.Api.V2010.Account;
using HttpMethod = Twilio.Http.HttpMethod;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>Twilio: "IncomingPhoneNumber resource", what of it is about calls.</summary>
internal sealed class TwilioVoiceSettings(TwilioRestClients clients) : IVoiceSettings
{
    private const int MaxPages = 5;
    private const int PageSize = 1000;

    public async Task<VoiceSettingsListing> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            var owned = await client.ListAsync(
                MaxPages,
                twilio => IncomingPhoneNumberResource.ReadAsync(pageSize: PageSize, client: twilio));
            return new VoiceSettingsListing(
                owned.Where(number => number.Sid is not null).DistinctBy(number => number.Sid)
                    .ToDictionary(number => number.Sid, Read, StringComparer.Ordinal));
        }
        catch (Exception error) when (ErrorOf(error) is { } told)
        {
            return new VoiceSettingsListing(new Dictionary<string, VoiceSettings>(), told);
        }
    }

    public async Task<VoiceSettingsReading> ReadAsync(string sid, CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            var number = await client.AskAsync(twilio => IncomingPhoneNumberResource.FetchAsync(pathSid: sid, client: twilio));
            return new VoiceSettingsReading(Read(number));
        }
        catch (Exception error) when (ErrorOf(error) is { } told)
        {
            return new VoiceSettingsReading(Settings: null, told);
        }
    }

    public async Task<CarrierErrorView?> SetAsync(
        string sid, VoiceSettings now, VoiceSettings wanted, CancellationToken cancellationToken)
    {
        var update = new UpdateIncomingPhoneNumberOptions(sid)
        {
            VoiceUrl = UrlOf(wanted.Voice),
            VoiceMethod = MethodOf(wanted.Voice),
            VoiceFallbackUrl = UrlOf(wanted.Fallback),
            VoiceFallbackMethod = MethodOf(wanted.Fallback),
            StatusCallback = UrlOf(wanted.Status),
            StatusCallbackMethod = MethodOf(wanted.Status),
            // Setting the one makes Twilio take the other away, so that neither is named without need.
            VoiceApplicationSid = wanted.ApplicationSid == now.ApplicationSid ? null : wanted.ApplicationSid,
            TrunkSid = wanted.TrunkSid == now.TrunkSid ? null : wanted.TrunkSid,
        };
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            await client.AskAsync(twilio => IncomingPhoneNumberResource.UpdateAsync(update, twilio));
            return null;
        }
        catch (TwilioErrorException error) when (error.Status >= 500)
        {
            // It may have been done before something broke.
            return new CarrierErrorView(0, error.Message);
        }
        catch (Exception error) when (ErrorOf(error) is { } told)
        {
            return told;
        }
    }

    private static CarrierErrorView? ErrorOf(Exception exception) => exception switch
    {
        TwilioErrorException error => new CarrierErrorView(error.Code, error.Message),
        TwilioUnansweredException error => new CarrierErrorView(0, error.Message),
        _ => null,
    };

    private static VoiceSettings Read(IncomingPhoneNumberResource number) => new(
        AddressOf(number.VoiceUrl, number.VoiceMethod),
        AddressOf(number.VoiceFallbackUrl, number.VoiceFallbackMethod),
        AddressOf(number.StatusCallback, number.StatusCallbackMethod),
        number.VoiceApplicationSid ?? "",
        number.TrunkSid ?? "");

    private static VoiceAddress AddressOf(Uri? url, HttpMethod? method) => new(url?.OriginalString ?? "", method?.ToString() ?? "POST");

    // Empty takes the address away.
    private static Uri UrlOf(VoiceAddress address) => new(address.Url, UriKind.RelativeOrAbsolute);

    private static HttpMethod MethodOf(VoiceAddress address) => new(address.Method);
}
