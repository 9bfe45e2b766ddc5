using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;
using CrmVoice.Infrastructure.Twilio.Rest;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>What Twilio's resources and errors say, in the application's words.</summary>
internal static class TwilioAnswers
{
    public static CreateOutcome ToOutcome(this ApiException error) => error.Status switch
    {
        // "Never processed, always safe to repeat" (Twilio: error 20429).
        429 => new CreateOutcome.NotTaken(error.RetryAfter, new CarrierError(error.Code, error.Message)),
        // Some server on the way grew tired of waiting; Twilio may have the request.
        408 => new CreateOutcome.Unclear("http-408"),
        >= 400 and < 500 => new CreateOutcome.Refused(new CarrierError(error.Code, error.Message)),
        // Twilio says of its 20500 that the call may have been made all the same.
        _ => new CreateOutcome.Unclear($"http-{error.Status}"),
    };

    public static CarrierLeg ToLeg(this CallResource call)
    {
        var status = LegStatuses.FromTwilio(call.Status);
        var isOver = status?.IsFinal() is true;
        var report = new LegReport(
            status,
            isOver ? call.EndTime : null,
            FactSource.LookUp,
            status is LegStatus.Completed ? call.Duration : null,
            AnsweredBy: call.AnsweredBy,
            Price: isOver ? call.Price : null,
            PriceUnit: isOver && call.Price is not null ? call.PriceUnit : null,
            TimeAsSent: isOver ? call.EndTimeAsSent : null);
        return new CarrierLeg(call.Sid, call.ParentCallSid, report);
    }

    /// <returns>Null where it is deleted at Twilio, or in a state nobody knows: what is known of it stays as it is.</returns>
    public static CarrierRecording? ToRecording(this RecordingResource recording) => recording.Status switch
    {
        "in-progress" or "paused" or "stopped" or "processing" => new CarrierRecording(recording.Sid, RecordingStatus.InProgress, null, recording.Channels),
        "completed" => new CarrierRecording(recording.Sid, RecordingStatus.Completed, recording.Duration, recording.Channels),
        "absent" => new CarrierRecording(recording.Sid, RecordingStatus.Absent, null, recording.Channels),
        _ => null,
    };

    /// <returns>Null where it says nothing of why a Dial failed: Twilio notes there whatever went wrong with a call (Twilio: "Error and Warning Dictionary").</returns>
    public static CarrierError? ToDialError(this CallHistoryResource notification) => notification.ErrorCode switch
    {
        // The account, the Dial and its number, and the phone network.
        (10001 or 10004 or 10005 or 13201 or 13214 or (>= 13223 and <= 13227) or (>= 13241 and <= 13255) or (>= 32000 and < 33000)) and var code =>
            new CarrierError(code, ApiException.Cleanse(notification.Message ?? "")),
        _ => null,
    };

    /// <summary>When Twilio took the call (UTC); what carries no time yet is as new as can be.</summary>
    public static DateTimeOffset MadeAt(this CallResource call) => call.DateCreated ?? call.StartTime ?? DateTimeOffset.MaxValue;
}
