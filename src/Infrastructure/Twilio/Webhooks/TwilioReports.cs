using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Infrastructure.Twilio.Webhooks;

/// <summary>Translates what Twilio says into what calls understand.</summary>
internal static class TwilioReports
{
    /// <summary>A status callback (Call resource and TwiML Number: "statusCallback").</summary>
    public static LegReport Status(this TwilioParameters twilio) => new(
        twilio.CallStatus,
        twilio.Timestamp,
        FactSource.Callback,
        // Twilio says 0 of a leg that nobody answered, too.
        twilio.CallStatus is LegStatus.Completed ? twilio.CallDuration : null,
        twilio.SipResponseCode,
        twilio.AnsweredBy,
        TimeAsSent: twilio.TimestampAsSent);

    /// <summary>What a request for TwiML says of the agent's leg in passing.</summary>
    public static LegReport FromTwiMLRequest(this TwilioParameters twilio) => new(twilio.CallStatus, At: null, FactSource.Request);

    /// <summary>Who calls in.</summary>
    public static IncomingCaller Caller(this TwilioParameters twilio) =>
        IncomingCaller.Of(twilio.From, twilio.CallerName, twilio.FromPlace, twilio.ForwardedFrom);

    /// <exception cref="MalformedWebhookException">It does not say who answered.</exception>
    public static LegReport MachineDetection(this TwilioParameters twilio) => new(
        Status: null,
        At: null,
        FactSource.Callback,
        AnsweredBy: twilio.AnsweredBy ?? throw new MalformedWebhookException("AnsweredBy"));

    /// <summary>A Dial whose result is not said, or is no result, has failed.</summary>
    public static DialResult Dial(this TwilioParameters twilio) => new(
        twilio.DialCallStatus is { } status && status.IsFinal() ? status : LegStatus.Failed,
        twilio.DialCallSid,
        twilio.DialBridged,
        twilio.DialCallDuration,
        AgentLegEnded: twilio.CallStatus?.IsFinal() is true);
}
