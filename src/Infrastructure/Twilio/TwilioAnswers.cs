using CrmVoice.Application.Calls;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Twilio.Rest;
using Twilio.Rest.Api.V2010.Account;
using RecordingResource = Twilio.Rest.Api.V2010.Account.Call.RecordingResource;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>What Twilio's resources and errors say, in the application's words.</summary>
internal static class TwilioAnswers
{
    private static readonly TimeSpan longestQueue = TimeSpan.FromDays(1);

    public static CreateOutcome ToOutcome(this TwilioErrorException error) => error.Status switch
    {
        // "Never processed, always safe to repeat" (Twilio: error 20429).
        429 => new CreateOutcome.NotTaken(error.RetryAfter, new CarrierError(error.Code, error.Message)),
        // Some server on the way grew tired of waiting; Twilio may have the request.
        408 => new CreateOutcome.Unclear("http-408"),
        >= 400 and < 500 => new CreateOutcome.Refused(new CarrierError(error.Code, error.Message)),
        // Twilio says of its 20500 that the call may have been made all the same.
        _ => new CreateOutcome.Unclear($"http-{error.Status}"),
    };

    /// <exception cref="TwilioUnansweredException">It has no SID, so that it is none.</exception>
    public static CreateOutcome.Accepted ToAccepted(this CallResource call) => new(SidOf(call), QueueTimeOf(call));

    /// <summary>How long it has to wait for its turn, or had to.</summary>
    public static TimeSpan QueueTimeOf(CallResource call)
    {
        // Milliseconds, as text.
        var wait = TimeSpan.FromMilliseconds(Math.Max(0, TwilioJson.Number(call.QueueTime) ?? 0));
        return wait < longestQueue ? wait : longestQueue;
    }

    /// <param name="endTimeAsSent">The time of its end as Twilio wrote it.</param>
    /// <exception cref="TwilioUnansweredException">It has no SID, so that it is none.</exception>
    public static CarrierLeg ToLeg(this CallResource call, string? endTimeAsSent)
    {
        var status = LegStatuses.FromTwilio(call.Status?.ToString());
        var isOver = status?.IsFinal() is true;
        // Taken from the balance, and therefore negative.
        var price = isOver && TwilioJson.Amount(call.Price) is { } amount ? Math.Abs(amount) : (decimal?)null;
        var report = new LegReport(
            status,
            isOver ? call.EndTime : null,
            FactSource.LookUp,
            status is LegStatus.Completed ? TwilioJson.Number(call.Duration) : null,
            AnsweredBy: NullIfEmpty(call.AnsweredBy),
            Price: price,
            PriceUnit: price is not null && call.PriceUnit is { Length: Leg.PriceUnitLength } unit ? unit : null,
            TimeAsSent: isOver ? endTimeAsSent : null);
        return new CarrierLeg(SidOf(call), NullIfEmpty(call.ParentCallSid), report);
    }

    /// <summary>When Twilio took the call (UTC); what carries no time yet is as new as can be.</summary>
    public static DateTimeOffset MadeAt(this CallResource call) => call.DateCreated ?? call.StartTime ?? DateTimeOffset.MaxValue;

    /// <returns>Null where it is deleted at Twilio, or in a state nobody knows: what is known of it stays as it is.</returns>
    public static CarrierRecording? ToRecording(this RecordingResource recording)
    {
        // The length is -1 while it is not known.
        var seconds = TwilioJson.Number(recording.Duration) is >= 0 and var known ? known : (int?)null;
        var isVoicemail = recording.Source?.ToString() is "RecordVerb";
        return !RecordingAudio.IsSid(recording.Sid)
            ? null
            : recording.Status?.ToString() switch
            {
                "in-progress" or "paused" or "stopped" or "processing" => new CarrierRecording(
                    recording.Sid,
                    RecordingStatus.InProgress,
                    null,
                    recording.Channels,
                    isVoicemail),
                "completed" => new CarrierRecording(recording.Sid, RecordingStatus.Completed, seconds, recording.Channels, isVoicemail),
                "absent" => new CarrierRecording(recording.Sid, RecordingStatus.Absent, null, recording.Channels, isVoicemail),
                _ => null,
            };
    }

    /// <returns>
    /// Null where it says nothing of why a Dial failed: Twilio notes there whatever went wrong with a call (Twilio: "Error and Warning
    /// Dictionary").
    /// </returns>
    public static CarrierError? ToDialError(this CallHistory notification) =>
        notification.ErrorCode switch
        {
            // The account, the Dial and its number, and the phone network.
            (10001 or 10004 or 10005 or 13201 or 13214 or (>= 13223 and <= 13227) or (>= 13241 and <= 13255) or (>= 32000 and < 33000))
            and var code => new CarrierError(code, TwilioErrorException.Cleanse(notification.Message ?? "")),
            _ => null,
        };

    private static string SidOf(CallResource? call) => NullIfEmpty(call?.Sid) ?? throw TwilioUnansweredException.Unreadable();

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
