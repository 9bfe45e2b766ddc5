using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Twilio.Webhooks;

/// <summary>A recording began, is ready or turned out empty (TwiML Dial and Record: "recordingStatusCallback").</summary>
internal sealed class RecordingReader : IWebhookReader
{
    public string Webhook => CarrierWebhooks.Recording;

    public CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new CarrierReport.OfRecording(
            twilio.RecordingSid,
            twilio.RecordingStatus,
            twilio.RecordingDuration,
            twilio.RecordingChannels,
            twilio.IsVoicemail);
    }
}
