using System.Xml.Linq;
using CrmVoice.Application.Calls.Sounds;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Common;
using Twilio.TwiML;
using HttpMethod = Twilio.Http.HttpMethod;

namespace CrmVoice.Infrastructure.Twilio.Sounds;

/// <summary>
/// TwiML that only plays sound (TwiML Conference: "waitUrl"; Participant resource: "HoldUrl", "AnnounceUrl"). After the last verb there is
/// silence, so that what is to go on ends by asking again, or plays without end.
/// </summary>
internal sealed class RoomSoundWriter(CallbackUrls urls, SoundLibrary sounds) : IRoomSoundWriter
{
    // Long enough to be no burden, short enough for ringing to be heard soon after it begins.
    private const int SecondsOfSilence = 4;

    public string Wait(CallId callId, LegId legId, WaitSound sound) =>
        sound.IsRinging
            ? Write(AskingAgain(new VoiceResponse().Play(AddressOf(sounds.Of(RingTone.Of(sound.Country)))), callId, legId))
            : Silence(callId, legId);

    public string Silence(CallId callId, LegId legId) =>
        Write(AskingAgain(new VoiceResponse().Pause(SecondsOfSilence), callId, legId));

    public string Hold(HoldAudioId? own) => Write(new VoiceResponse().Play(
        own is { } audio ? new Uri(urls.ForSound(RoomSounds.FileOf(audio))) : AddressOf(sounds.Hold),
        loop: 0));

    public string Digits(string? digits) => Write(digits is null ? new VoiceResponse() : new VoiceResponse().Play(digits: digits));

    private VoiceResponse AskingAgain(VoiceResponse response, CallId callId, LegId legId) =>
        response.Redirect(new Uri(urls.ForTwiML(callId, legId, RoomSounds.Wait)), HttpMethod.Post);

    private Uri AddressOf(SoundFile sound) => new(urls.ForSound(sound.Name));

    private static string Write(VoiceResponse response) => response.ToString(SaveOptions.DisableFormatting);
}
