using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Incoming;
using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Twilio.Webhooks;

/// <summary>A number is called, and Twilio asks what to do (IncomingPhoneNumber resource: "VoiceUrl").</summary>
internal sealed class NumberVoiceReader : IQuestionReader
{
    public string Webhook => CarrierWebhooks.NumberVoice;

    public CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields) => Read(fields);

    public ICommand<CallInstruction> ReadQuestion(Guid callId, LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields) =>
        new AnswerIncoming(callId, Read(fields));

    private static CarrierReport.OfIncoming Read(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new CarrierReport.OfIncoming(twilio.CallSid, twilio.Caller(), twilio.FromTwiMLRequest());
    }
}

/// <summary>Twilio could not use our answer to that (IncomingPhoneNumber resource: "VoiceFallbackUrl").</summary>
internal sealed class NumberVoiceFallbackReader : IQuestionReader
{
    public string Webhook => CarrierWebhooks.NumberVoiceFallback;

    public CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields) => Read(fields);

    public ICommand<CallInstruction> ReadQuestion(Guid callId, LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields) =>
        new AnswerIncoming(callId, Read(fields));

    private static CarrierReport.OfIncoming Read(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new CarrierReport.OfIncoming(
            twilio.CallSid,
            twilio.Caller(),
            twilio.FromTwiMLRequest(),
            FallBack.ErrorOf(twilio.ErrorCode));
    }
}

/// <summary>A call to a number is over (IncomingPhoneNumber resource: "StatusCallback").</summary>
internal sealed class NumberStatusReader : IWebhookReader
{
    public string Webhook => CarrierWebhooks.NumberStatus;

    public CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new CarrierReport.OfIncoming(twilio.CallSid, twilio.Caller(), twilio.Status());
    }
}
