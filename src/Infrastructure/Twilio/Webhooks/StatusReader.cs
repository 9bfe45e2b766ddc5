using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Twilio.Webhooks;

/// <summary>How a leg goes on (Call resource: "StatusCallback"; TwiML Number: "statusCallback").</summary>
internal sealed class StatusReader : IWebhookReader
{
    public string Webhook => CarrierWebhooks.Status;

    public CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new CarrierReport.OfLeg(Role: null, new LegKey(legId, twilio.CallSid), twilio.ParentCallSid, twilio.Status());
    }
}
