using System.Security.Cryptography;
using System.Text.Json;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Twilio;

internal sealed class OwnVoiceSettings(CallbackUrls urls, SecretProtector secrets) : IOwnVoiceSettings
{
    private const string Method = "POST";

    public VoiceSettings For(NumberId number) => new(
        new VoiceAddress(urls.ForTwiML(number, CarrierWebhooks.NumberVoice), Method),
        new VoiceAddress(urls.ForTwiML(number, CarrierWebhooks.NumberVoiceFallback), Method),
        new VoiceAddress(urls.ForReports(number, CarrierWebhooks.NumberStatus), Method));

    public string Protect(VoiceSettingsChange change) => secrets.Protect(JsonSerializer.Serialize(change));

    public VoiceSettingsChange? Reveal(string protectedChange)
    {
        try
        {
            return JsonSerializer.Deserialize<VoiceSettingsChange>(secrets.Unprotect(protectedChange));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
