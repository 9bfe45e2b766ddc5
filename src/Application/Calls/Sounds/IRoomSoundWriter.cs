using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Sounds;

/// <summary>Writes the documents that only play sound, in the language the carrier reads (Twilio: TwiML).</summary>
public interface IRoomSoundWriter
{
    /// <summary>A few seconds of it; then it is asked for again.</summary>
    string Wait(CallId callId, LegId legId, WaitSound sound);

    /// <summary>Silence for a few seconds, where what is to be heard cannot be told now.</summary>
    string Silence(CallId callId, LegId legId);

    /// <summary>Music for as long as it takes.</summary>
    /// <param name="own">The organization's own; null for what CrmVoice brings along.</param>
    string Hold(HoldAudioId? own);

    /// <param name="digits">Keys; null for none.</param>
    string Digits(string? digits);
}
