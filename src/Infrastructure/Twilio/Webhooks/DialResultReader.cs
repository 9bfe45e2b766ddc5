using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Twilio.Webhooks;

/// <summary>The dial towards the contact is over (TwiML Dial: "action"); the address names the leg that dialled.</summary>
internal sealed class DialResultReader : IQuestionReader
{
    public string Webhook => CarrierWebhooks.DialResult;

    public CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new CarrierReport.OfDial(new LegKey(legId, twilio.CallSid), twilio.FromTwiMLRequest(), twilio.Dial());
    }

    public ICommand<CallInstruction> ReadQuestion(Guid callId, LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new TakeDialResult(callId, new LegKey(legId, twilio.CallSid), twilio.FromTwiMLRequest(), twilio.Dial());
    }
}
