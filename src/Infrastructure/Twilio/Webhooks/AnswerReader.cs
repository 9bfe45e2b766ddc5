using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Twilio.Webhooks;

/// <summary>A leg was answered, and Twilio asks what to do (Call resource: "Url").</summary>
internal sealed class AnswerReader : IQuestionReader
{
    public string Webhook => CarrierWebhooks.Answer;

    public CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new CarrierReport.OfLeg(
            // Only addresses of versions whose legs had no ids do not say whose leg it is.
            legId is null ? LegRole.Agent : null,
            new LegKey(legId, twilio.CallSid),
            ParentCallSid: null,
            twilio.FromTwiMLRequest(),
            StepKinds.AnswerRequested);
    }

    public ICommand<CallInstruction> ReadQuestion(Guid callId, LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new AnswerLeg(callId, new LegKey(legId, twilio.CallSid), twilio.FromTwiMLRequest());
    }
}
