using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Inbox;
using CrmVoice.Application.Calls.Reports;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Infrastructure.Twilio.Webhooks;

/// <summary>What Twilio's webhooks say and ask (Twilio: "Voice webhooks"; Call resource; TwiML Number, Dial, Gather).</summary>
internal sealed class TwilioWebhooks : ICarrierReports
{
    public CarrierReport Read(string webhook, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return webhook switch
        {
            // Call resource: "StatusCallback".
            CarrierWebhooks.AgentStatus => new CarrierReport.OfLeg(LegRole.Agent, twilio.CallSid, twilio.ParentCallSid, twilio.Status()),
            // TwiML Number: "statusCallback".
            CarrierWebhooks.ContactStatus => new CarrierReport.OfLeg(LegRole.Contact, twilio.CallSid, twilio.ParentCallSid, twilio.Status()),
            // TwiML Number: "amdStatusCallback"; its CallSid is the contact's leg.
            CarrierWebhooks.MachineDetection => new CarrierReport.OfLeg(LegRole.Contact, twilio.CallSid, ParentCallSid: null, twilio.MachineDetection(), StepKinds.MachineDetection),
            // TwiML Dial: "recordingStatusCallback".
            CarrierWebhooks.Recording => new CarrierReport.OfRecording(twilio.RecordingSid, twilio.RecordingStatus, twilio.RecordingDuration, twilio.RecordingChannels),
            CarrierWebhooks.DialResult => new CarrierReport.OfDial(twilio.CallSid, twilio.InPassing(), twilio.Dial()),
            CarrierWebhooks.Fallback => new CarrierReport.OfFallback(twilio.CallSid, twilio.InPassing(), FallBack.ErrorOf(twilio.ErrorCode)),
            CarrierWebhooks.Answer => new CarrierReport.OfLeg(LegRole.Agent, twilio.CallSid, ParentCallSid: null, twilio.InPassing(), StepKinds.AnswerRequested),
            CarrierWebhooks.Accept => new CarrierReport.OfAcceptance(twilio.CallSid, twilio.InPassing(), twilio.Digits),
            _ => throw new ArgumentOutOfRangeException(nameof(webhook), webhook, "No webhook of ours."),
        };
    }

    public ICommand<CallInstruction> ReadQuestion(Guid callId, string webhook, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return webhook switch
        {
            // Call resource: "Url"; asked once the agent has picked up.
            CarrierWebhooks.Answer => new AnswerAgent(callId, twilio.CallSid, twilio.InPassing()),
            // TwiML Gather: "action"; the key that the agent pressed.
            CarrierWebhooks.Accept => new AcceptCall(callId, twilio.CallSid, twilio.InPassing(), twilio.Digits),
            // TwiML Dial: "action".
            CarrierWebhooks.DialResult => new ReportDialResult(callId, twilio.CallSid, twilio.InPassing(), twilio.Dial()),
            // Call resource: "FallbackUrl".
            CarrierWebhooks.Fallback => new FallBack(callId, twilio.CallSid, twilio.InPassing(), twilio.ErrorCode),
            _ => throw new ArgumentOutOfRangeException(nameof(webhook), webhook, "No webhook of ours that asks."),
        };
    }
}
