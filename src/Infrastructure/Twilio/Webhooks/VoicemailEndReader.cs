using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Incoming;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Twilio.Webhooks;

/// <summary>
/// A caller has left a message, or hung up instead (TwiML Record: "action"). The length in it is that before the silence was cut off, and
/// the recording may not be there yet: both are left to its own callback.
/// </summary>
internal sealed class VoicemailEndReader : IQuestionReader
{
    public string Webhook => CarrierWebhooks.VoicemailEnd;

    public CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new CarrierReport.OfVoicemailEnd(new LegKey(legId, twilio.CallSid), twilio.FromTwiMLRequest(), twilio.RecordingSidIfAny);
    }

    public ICommand<CallInstruction> ReadQuestion(Guid callId, LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new EndVoicemail(callId, new LegKey(legId, twilio.CallSid), twilio.FromTwiMLRequest(), twilio.RecordingSidIfAny);
    }
}
