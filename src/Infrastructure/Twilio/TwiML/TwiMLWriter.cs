using CrmVoice.Application.Calls;

namespace CrmVoice.Infrastructure.Twilio.TwiML;

/// <summary>Writes instructions as TwiML.</summary>
internal sealed class TwiMLWriter(CallbackUrls urls) : ICallInstructionWriter
{
    private const int SecondsToAccept = 10;

    public string Write(CallInstruction instruction) => instruction switch
    {
        CallInstruction.HangUp hangUp => VoiceResponse.ToXml([.. SpokenText.Of(hangUp.Say), new Hangup()]),
        CallInstruction.AskToAccept ask => VoiceResponse.ToXml(AskToAccept(ask), new Hangup()),
        CallInstruction.Connect connect => VoiceResponse.ToXml([.. SpokenText.Of(connect.Say), Connect(connect)]),
        _ => throw new NotSupportedException($"There is no TwiML for {instruction.GetType().Name}."),
    };

    // No key, no call: Twilio falls through to the Hangup that follows.
    private Gather AskToAccept(CallInstruction.AskToAccept ask) =>
        new(NumDigits: 1, SecondsToAccept, urls.ForTwiML(ask.CallId, CarrierWebhooks.Accept), SpokenText.Of(ask.Say));

    private Dial Connect(CallInstruction.Connect connect)
    {
        var (id, settings) = (connect.CallId, connect.Settings);
        var number = new Number(connect.To.Value, urls.ForReports(id, CarrierWebhooks.ContactStatus))
        {
            AmdStatusCallback = settings.DetectMachines ? urls.ForReports(id, CarrierWebhooks.MachineDetection) : null,
        };
        var dial = new Dial(number, connect.CallerId.Value, settings.ContactRingSeconds, settings.LongestCallSeconds, urls.ForTwiML(id, CarrierWebhooks.DialResult));
        return settings.Record
            ? dial with
            {
                Record = settings.RecordDualChannel ? "record-from-answer-dual" : "record-from-answer",
                RecordingStatusCallback = urls.ForReports(id, CarrierWebhooks.Recording),
            }
            : dial;
    }
}
