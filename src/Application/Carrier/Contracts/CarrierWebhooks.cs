namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>What a webhook is about, as its address says.</summary>
public enum WebhookSubject
{
    Call,
    Leg,

    /// <summary>A try to verify a caller ID; its id stands where that of a call stands otherwise.</summary>
    CallerId,

    /// <summary>A number of the organization that was called; its id stands where that of a call stands otherwise.</summary>
    Number,
}

/// <summary>A kind of webhook: where Twilio calls us, and what it expects.</summary>
/// <param name="Name">The last part of its path, and the word under which it is stored and counted.</param>
/// <param name="Asks">
/// Whether it is answered with TwiML, at once; the others only report something and are acknowledged once they are stored.
/// </param>
public sealed record CarrierWebhook(string Name, WebhookSubject Subject, bool Asks)
{
    /// <summary>A route template without a leading slash.</summary>
    public string Path => Subject switch
    {
        WebhookSubject.Leg => $"twilio/calls/{{callId:guid}}/legs/{{legId:guid}}/{Name}",
        WebhookSubject.Call => $"twilio/calls/{{callId:guid}}/{Name}",
        WebhookSubject.CallerId => $"twilio/caller-ids/{{verificationId:guid}}/{Name}",
        WebhookSubject.Number => $"twilio/numbers/{{numberId:guid}}/{Name}",
    };
}

/// <summary>
/// All webhooks, one per line. This list is used to give the carrier their URLs, below the public base URL, and to serve, verify, read,
/// store and show them. A URL contains only ids. What a webhook says is read by the <c>IWebhookReader</c> of its name.
/// </summary>
public static class CarrierWebhooks
{
    public const string Answer = "answer";
    public const string Accept = "accept";
    public const string DialResult = "dial-result";
    public const string Fallback = "fallback";
    public const string Status = "status";
    public const string MachineDetection = "machine-detection";
    public const string Recording = "recording";

    public const string RoomEvents = "room-events";
    public const string RoomLeft = "room-left";
    public const string Closing = "closing";

    public const string Verified = "verified";

    /// <summary>A number is called, and Twilio asks what to do (IncomingPhoneNumber resource: "VoiceUrl").</summary>
    public const string NumberVoice = "voice";

    /// <summary>Twilio could not use our answer to that (IncomingPhoneNumber resource: "VoiceFallbackUrl").</summary>
    public const string NumberVoiceFallback = "voice-fallback";

    /// <summary>A call to a number is over (IncomingPhoneNumber resource: "StatusCallback").</summary>
    public const string NumberStatus = "voice-status";

    /// <summary>A caller has left a message, or hung up instead (TwiML Record: "action").</summary>
    public const string VoicemailEnd = "voicemail-end";

    private static readonly string[] roots =
    [
        "/twilio/calls/",
        "/twilio/caller-ids/",
        "/twilio/numbers/",
        $"/{RoomSounds.Digits}/",
        $"/{RoomSounds.Folder}/",
    ];

    // From versions whose legs had no ids.
    public const string AgentStatus = "agent-status";
    public const string ContactStatus = "contact-status";

    public static IReadOnlyList<CarrierWebhook> All { get; } =
    [
        new(Answer, WebhookSubject.Leg, Asks: true),
        new(Accept, WebhookSubject.Leg, Asks: true),
        new(DialResult, WebhookSubject.Leg, Asks: true),
        new(Fallback, WebhookSubject.Leg, Asks: true),
        new(Status, WebhookSubject.Leg, Asks: false),
        new(MachineDetection, WebhookSubject.Leg, Asks: false),
        new(Recording, WebhookSubject.Call, Asks: false),
        new(RoomEvents, WebhookSubject.Call, Asks: false),
        new(RoomLeft, WebhookSubject.Leg, Asks: true),
        new(Closing, WebhookSubject.Leg, Asks: true),
        new(Verified, WebhookSubject.CallerId, Asks: false),
        new(NumberVoice, WebhookSubject.Number, Asks: true),
        new(NumberVoiceFallback, WebhookSubject.Number, Asks: true),
        new(NumberStatus, WebhookSubject.Number, Asks: false),
        new(VoicemailEnd, WebhookSubject.Leg, Asks: true),

        // Handed out by versions whose legs had no ids, and still called for the calls that were live under them.
        new(Answer, WebhookSubject.Call, Asks: true),
        new(Accept, WebhookSubject.Call, Asks: true),
        new(DialResult, WebhookSubject.Call, Asks: true),
        new(Fallback, WebhookSubject.Call, Asks: true),
        new(AgentStatus, WebhookSubject.Call, Asks: false),
        new(ContactStatus, WebhookSubject.Call, Asks: false),
        new(MachineDetection, WebhookSubject.Call, Asks: false),
    ];

    /// <summary>Path without a leading slash, such as <c>twilio/calls/0199…/recording</c>.</summary>
    public static string PathOf(Guid callId, string webhook) => $"twilio/calls/{callId:D}/{webhook}";

    /// <summary>Path without a leading slash, such as <c>twilio/calls/0199…/legs/0199…/answer</c>.</summary>
    public static string PathOf(Guid callId, Guid legId, string webhook) => $"twilio/calls/{callId:D}/legs/{legId:D}/{webhook}";

    /// <summary>Path without a leading slash, such as <c>twilio/caller-ids/0199…/verified</c>.</summary>
    public static string PathOfVerification(Guid verificationId, string webhook) => $"twilio/caller-ids/{verificationId:D}/{webhook}";

    /// <summary>Path without a leading slash, such as <c>twilio/numbers/0199…/voice</c>.</summary>
    public static string PathOfNumber(Guid numberId, string webhook) => $"twilio/numbers/{numberId:D}/{webhook}";

    /// <summary>What a webhook is about; one that this version does not know is of a call.</summary>
    public static WebhookSubject SubjectOf(string webhook) =>
        All.FirstOrDefault(known => known.Name == webhook)?.Subject ?? WebhookSubject.Call;

    /// <summary>
    /// The part before the path, in the form of <c>PublicBaseUrl</c>; the whole address where its path is not a webhook's.
    /// </summary>
    public static string BaseOf(string address) =>
        roots.Max(root => address.LastIndexOf(root, StringComparison.Ordinal)) is >= 0 and var end
            ? address[..end]
            : address;

    /// <summary>
    /// The webhook, call (or verification, or number) and leg that a path names, in any spelling; null where it is not a webhook's path.
    /// </summary>
    public static WebhookAddress? Find(string path) =>
        path.Trim('/').Split('/') switch
        {
            [var root, var calls, var call, var legs, var leg, var name]
                when Is(root, "twilio") && Is(calls, "calls") && Is(legs, "legs") && Guid.TryParse(leg, out var legId) => Find(
                name,
                WebhookSubject.Leg,
                call,
                legId),
            [var root, var calls, var call, var name] when Is(root, "twilio") && Is(calls, "calls") => Find(
                name,
                WebhookSubject.Call,
                call,
                legId: null),
            [var root, var callerIds, var verification, var name] when Is(root, "twilio") && Is(callerIds, "caller-ids") => Find(
                name,
                WebhookSubject.CallerId,
                verification,
                legId: null),
            [var root, var numbers, var number, var name] when Is(root, "twilio") && Is(numbers, "numbers") => Find(
                name,
                WebhookSubject.Number,
                number,
                legId: null),
            _ => null,
        };

    private static WebhookAddress? Find(string name, WebhookSubject subject, string call, Guid? legId) =>
        Guid.TryParse(call, out var callId)
        && All.FirstOrDefault(webhook => webhook.Subject == subject && Is(name, webhook.Name)) is { } found
            ? new WebhookAddress(found, callId, legId)
            : null;

    private static bool Is(string part, string word) => part.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Where a webhook's address leads.</summary>
/// <param name="CallId">Of a call, of a verification of a caller ID, or of a number.</param>
/// <param name="LegId">Null where it names no leg.</param>
public sealed record WebhookAddress(CarrierWebhook Webhook, Guid CallId, Guid? LegId);
