using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Twilio.Webhooks;

/// <summary>
/// Who or what answered the contact's leg (TwiML Number: "amdStatusCallback"; Call resource: "AsyncAmdStatusCallback"); its CallSid is that
/// leg.
/// </summary>
internal sealed class MachineDetectionReader : IWebhookReader
{
    public string Webhook => CarrierWebhooks.MachineDetection;

    public CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new CarrierReport.OfLeg(
            // As for an answer.
            legId is null ? LegRole.Contact : null,
            new LegKey(legId, twilio.CallSid),
            ParentCallSid: null,
            twilio.MachineDetection(),
            StepKinds.MachineDetection);
    }
}
