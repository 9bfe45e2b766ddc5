using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Recordings;
using CrmVoice.Infrastructure.Twilio.Rest;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>The media of recordings over Twilio's REST API ("Recording resource: fetch a recording's media file").</summary>
internal sealed class TwilioRecordingAudio(TwilioRestClients clients) : IRecordingAudio
{
    public async Task<RecordingMedia?> OpenAsync(string recordingSid, ByteRange? range, CancellationToken cancellationToken)
    {
        try
        {
            return await RecordingAudio.OpenAsync(recordingSid, range, await clients.OpenAsync(cancellationToken), cancellationToken);
        }
        catch (TwilioErrorException error) when (error.Status == 404)
        {
            return null;
        }
        catch (Exception error) when (error is TwilioErrorException or TwilioUnansweredException)
        {
            throw new CarrierUnavailableException(error);
        }
    }
}
