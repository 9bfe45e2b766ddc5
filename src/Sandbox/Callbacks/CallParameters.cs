using CrmVoice.Sandbox.Calls;
using CrmVoice.Sandbox.Recordings;

namespace CrmVoice.Sandbox.Callbacks;

/// <summary>What every request about a leg says of it (Twilio: TwiML for Programmable Voice, request parameters).</summary>
internal static class CallParameters
{
    public static IEnumerable<KeyValuePair<string, string>> Standard(SandboxCall call, CallStatus? status = null)
    {
        yield return new("AccountSid", call.Account.Sid);
        yield return new("ApiVersion", "2010-04-01");
        yield return new("CallSid", call.Sid);
        yield return new("CallStatus", (status ?? call.Status).Text());
        yield return new("Direction", call.Direction);
        yield return new("From", call.From);
        yield return new("To", call.To);
        yield return new("Caller", call.From);
        yield return new("Called", call.To);
        if (call.Parent is { } parent)
        {
            yield return new("ParentCallSid", parent.Sid);
        }

        // Twilio keeps empty fields, and so they count for the signature.
        foreach (var (role, number) in new[] { ("From", call.From), ("To", call.To), ("Caller", call.From), ("Called", call.To) })
        {
            yield return new(role + "City", "");
            yield return new(role + "State", "");
            yield return new(role + "Zip", "");
            yield return new(role + "Country", CountryOf(number));
        }

        if (call.Caller?.Name is { Length: > 0 } name)
        {
            yield return new("CallerName", name);
        }

        if (call.Caller?.ForwardedFrom is { Length: > 0 } forwardedFrom)
        {
            yield return new("ForwardedFrom", forwardedFrom);
        }

        if (call.AnsweredBy is { } answeredBy)
        {
            yield return new("AnsweredBy", answeredBy);
        }

        if (call.MachineDetectionMilliseconds is { } milliseconds)
        {
            yield return new("MachineDetectionDuration", $"{milliseconds}");
        }
    }

    /// <summary>What only the last callback of a leg says.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OfEnd(SandboxCall call, string baseUrl)
    {
        var seconds = call.Duration ?? 0;
        yield return new("CallDuration", $"{seconds}");
        yield return new("Duration", $"{(seconds + 59) / 60}");
        if (call.SipResponseCode is { } sip)
        {
            yield return new("SipResponseCode", $"{sip}");
        }

        foreach (var parameter in OfRecording(call.Recording, baseUrl))
        {
            yield return parameter;
        }
    }

    public static IEnumerable<KeyValuePair<string, string>> OfRecording(Recording? recording, string baseUrl) =>
        recording is null or { IsAbsent: true }
            ? []
            :
            [
                new("RecordingUrl", recording.Url(baseUrl)),
                new("RecordingSid", recording.Sid),
                new("RecordingDuration", $"{recording.Duration ?? 0}"),
            ];

    private static string CountryOf(string number) =>
        number.StartsWith("+55", StringComparison.Ordinal) ? "BR" : number.StartsWith("+1", StringComparison.Ordinal) ? "US" : "";
}
