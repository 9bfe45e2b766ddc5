using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Twilio.Webhooks;

/// <summary>Twilio could not use an answer of ours and asks here instead (Call resource: "FallbackUrl").</summary>
internal sealed class FallbackReader : IQuestionReader
{
    public string Webhook => CarrierWebhooks.Fallback;

    public CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new CarrierReport.OfFallback(
            new LegKey(legId, twilio.CallSid),
            twilio.FromTwiMLRequest(),
            FallBack.ErrorOf(twilio.ErrorCode));
    }

    public ICommand<CallInstruction> ReadQuestion(Guid callId, LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new FallBack(callId, new LegKey(legId, twilio.CallSid), twilio.FromTwiMLRequest(), twilio.ErrorCode);
    }
}
