using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Twilio.Webhooks;

/// <summary>A member was asked for a key and pressed one (TwiML Gather: "action").</summary>
internal sealed class AcceptReader : IQuestionReader
{
    public string Webhook => CarrierWebhooks.Accept;

    public CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new CarrierReport.OfAcceptance(new LegKey(legId, twilio.CallSid), twilio.FromTwiMLRequest(), twilio.Digits);
    }

    public ICommand<CallInstruction> ReadQuestion(Guid callId, LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new AcceptCall(callId, new LegKey(legId, twilio.CallSid), twilio.FromTwiMLRequest(), twilio.Digits);
    }
}
