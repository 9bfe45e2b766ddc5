using CrmVoice.Sandbox.Accounts;
using CrmVoice.Sandbox.Calls;
using CrmVoice.Sandbox.Recordings;
using CrmVoice.Sandbox.TwiML;

namespace CrmVoice.Sandbox.Rest;

/// <summary>Checks the form of <c>POST Calls.json</c> with Twilio's codes (Twilio: Call resource, Create).</summary>
internal sealed class CallCreation(RestForm form, Account account)
{
    private const int LongestTwiml = 4000;

    public string To { get; } =
        form.Text("To") switch
        {
            null => throw RestError.Bad(21201, "No 'To' number is specified"),
            var to when !Sids.PhoneNumber.IsMatch(to) => throw RestError.Bad(
                21211,
                $"The phone number you are attempting to call, {to}, is not valid."),
            var to when account.LacksVerified(to) => throw RestError.Bad(
                21219,
                $"The number {to} is unverified. Trial accounts may only make calls to verified numbers."),
            var to when !account.DialingPermissions.Allow(to) => throw RestError.Bad(
                21215,
                $"Account not authorized to call {to}. Perhaps you need to enable some international permissions: "
                + "https://www.twilio.com/console/voice/calls/geo-permissions/low-risk"
            ),
            var to => to,
        };

    public string From { get; } =
        form.Text("From") switch
        {
            null => throw RestError.Bad(21213, "No 'From' number is specified"),
            var from when !Sids.PhoneNumber.IsMatch(from) => throw RestError.Bad(
                21212,
                $"The source phone number provided, {from}, is not valid."),
            var from when !account.Owns(from) => throw RestError.Bad(
                21210,
                $"The source phone number provided, {from}, is not yet verified for your account. "
                + "You may only make calls from phone numbers that you've verified or purchased from Twilio."
            ),
            var from => from,
        };

    /// <summary>
    /// Values of StatusCallbackEvent that Twilio does not know: the call is made, warning 21626 is noted, and only completed is reported.
    /// </summary>
    public bool HasBadEvents { get; private set; }

    public CallRequest Read() => new(TwimlOf(form))
    {
        Fallback = form.Target("FallbackUrl", "FallbackMethod", 21205, "Fallback Url is not a valid url"),
        Status = Status(),
        Timeout = TimeSpan.FromSeconds(form.Number("Timeout", 1, 600) ?? 60),
        TimeLimit = form.Number("TimeLimit", 1, 86400) is { } limit ? TimeSpan.FromSeconds(limit) : null,
        Recording = form.Flag("Record") ? RecordingTermsOf(form, "OutboundAPI") : null,
        MachineDetection = Detection(),
    };

    /// <summary>Url wins over Twiml.</summary>
    public static TwimlSource TwimlOf(RestForm form) =>
        form.Target("Url", "Method", 21205, $"Url is not a valid URL: {form.Text("Url")}") is { } target ? new TwimlSource(target)
        : form.Text("Twiml") is not { } twiml ? throw RestError.Bad(21205, "Url parameter is required.")
        : twiml.Length > LongestTwiml ? throw RestError.Bad(20001, "Twiml is longer than 4000 characters")
        : new TwimlSource(null, twiml);

    public static RecordingTerms RecordingTermsOf(RestForm form, string source) =>
        new(source, form.Choice("RecordingChannels", "mono", "mono", "dual") == "dual" ? 2 : 1)
        {
            Track = form.Choice("RecordingTrack", "both", "inbound", "outbound", "both"),
            Callback = form.Target(
                "RecordingStatusCallback",
                "RecordingStatusCallbackMethod",
                21609,
                "Invalid 'RecordingStatusCallback' URL"),
            // One joined value is tolerated here, unlike for StatusCallbackEvent.
            Events = form.All("RecordingStatusCallbackEvent").SelectMany(value => value.Split(' ')).DefaultIfEmpty("completed").ToHashSet(),
        };

    private StatusSubscription? Status()
    {
        if (form.Target("StatusCallback", "StatusCallbackMethod", 21609, "Invalid 'StatusCallback' URL") is not { } target)
        {
            return null;
        }

        var events = form.All("StatusCallbackEvent");
        HasBadEvents = events.Any(value => !StatusSubscription.KnownEvents.Contains(value));
        return new(target, HasBadEvents || events.Count == 0 ? StatusSubscription.OnlyCompleted : events.ToHashSet());
    }

    /// <summary>SendDigits switches it off.</summary>
    private MachineDetection? Detection()
    {
        if (form.Text("MachineDetection") is null || form.Text("SendDigits") is not null)
        {
            return null;
        }

        var forEnd = form.Choice("MachineDetection", "Enable", "Enable", "DetectMessageEnd") == "DetectMessageEnd";
        var isAsync = form.Flag("AsyncAmd");
        return new(
            forEnd,
            isAsync,
            isAsync
                ? form.Target("AsyncAmdStatusCallback", "AsyncAmdStatusCallbackMethod", 21609, "Invalid 'AsyncAmdStatusCallback' URL")
                : null);
    }
}
