using System.Xml.Linq;
using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.TwiML;

namespace CrmVoice.Sandbox.Conferences;

/// <summary>A Dial with a Conference in it, read (Twilio: TwiML Voice Conference, Noun Attributes).</summary>
internal sealed record ConferenceTerms(string Name)
{
    private const int LongestLabel = 128;
    private const int LargestRoom = 250;

    /// <summary>What is read here.</summary>
    public static readonly IReadOnlySet<string> Played = new HashSet<string>
    {
        "beep", "coach", "endConferenceOnExit", "jitterBufferSize", "maxParticipants", "muted", "participantLabel", "region",
        "startConferenceOnEnter", "statusCallback", "statusCallbackEvent", "statusCallbackMethod", "waitMethod", "waitUrl",
    };

    /// <summary>Twilio's too, but a conference is not recorded here: its legs are.</summary>
    public static readonly IReadOnlySet<string> NotPlayed = new HashSet<string>
    {
        "eventCallbackUrl", "record", "recordingConfigurationId", "recordingStatusCallback", "recordingStatusCallbackEvent",
        "recordingStatusCallbackMethod", "trim",
    };

    public static readonly IReadOnlySet<string> KnownEvents = new HashSet<string>
    {
        "start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement",
    };

    public static readonly IReadOnlySet<string> KnownBuffers = new HashSet<string> { "small", "medium", "large", "off" };

    public static readonly IReadOnlySet<string> KnownBeeps = new HashSet<string> { "true", "false", "onEnter", "onExit" };

    private static readonly string[] flags = ["startConferenceOnEnter", "endConferenceOnExit", "muted"];
    private static readonly string[] methods = ["waitMethod", "statusCallbackMethod"];

    /// <summary>Asked once the leg has left.</summary>
    public TwimlSource? Action { get; init; }

    public TimeSpan TimeLimit { get; init; }

    public bool HangsUpOnStar { get; init; }

    public string? Label { get; init; }

    public bool StartsOnEnter { get; init; }

    public bool EndsOnExit { get; init; }

    public bool Muted { get; init; }

    public string? Coach { get; init; }

    /// <summary>What is asked for while the conference has not started; null for Twilio's own music, or for silence.</summary>
    public TwimlSource? Wait { get; init; }

    public int MaxParticipants { get; init; }

    public string? Region { get; init; }

    public CallbackTarget? Callback { get; init; }

    public IReadOnlySet<string> Events { get; init; } = new HashSet<string>();

    /// <summary>What keeps the leg out, with the code of Twilio's debugger.</summary>
    public (int Code, string Message)? Problem { get; init; }

    /// <summary>Attributes that nobody reads: a slip of the application, or left out here.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    public static ConferenceTerms Read(XElement dial, XElement noun, TwimlDocument document)
    {
        var terms = new ConferenceTerms(noun.Value.Trim())
        {
            Action = dial.Attribute("action") is { } action
                ? document.Next(action.Value, dial.Text("method")) with { IsDialAction = true }
                : null,
            TimeLimit = TimeSpan.FromSeconds(dial.Seconds("timeLimit", 14400)),
            HangsUpOnStar = dial.Flag("hangupOnStar"),
            Label = noun.Text("participantLabel") is { Length: > 0 } label ? label : null,
            StartsOnEnter = noun.Text("startConferenceOnEnter") != "false",
            EndsOnExit = noun.Flag("endConferenceOnExit"),
            Muted = noun.Flag("muted"),
            Coach = noun.Text("coach") is { Length: > 0 } coach ? coach : null,
            Wait = noun.Text("waitUrl") is { Length: > 0 } wait ? document.Next(wait, noun.Text("waitMethod")) : null,
            MaxParticipants = noun.Count("maxParticipants", LargestRoom),
            Region = noun.Text("region"),
            Callback = document.Target(noun, "statusCallback"),
            Events = noun.Words("statusCallbackEvent", ""),
            Unread = [.. noun.Attributes().Select(attribute => attribute.Name.LocalName).Where(name => !Played.Contains(name))],
        };
        return terms with { Problem = terms.ProblemOf(noun) };
    }

    /// <summary>Twilio: Error and Warning Dictionary, 16002 and 16023.</summary>
    private (int Code, string Message)? ProblemOf(XElement noun) =>
        Label is not null && (Label.Length > LongestLabel || Sids.Pattern.IsMatch(Label) || Label.Contains('/', StringComparison.Ordinal)
            || Label.Contains("%2F", StringComparison.OrdinalIgnoreCase))
            ? (16023, "Conference: Participant label invalid (max 128 chars, not CallSid, no '/')")
        : Name.Length is 0 or > LongestLabel ? Invalid("its name")
        : Events.FirstOrDefault(each => !KnownEvents.Contains(each)) is { } unknown ? Invalid($"statusCallbackEvent {unknown}")
        : MaxParticipants is < 2 or > LargestRoom ? Invalid("maxParticipants")
        : noun.Text("jitterBufferSize") is { } buffer && !KnownBuffers.Contains(buffer) ? Invalid("jitterBufferSize")
        : noun.Text("beep") is { } beep && !KnownBeeps.Contains(beep) ? Invalid("beep")
        : flags.FirstOrDefault(name => !IsFlag(noun, name)) is { } flag
            ? Invalid(flag)
        : methods.FirstOrDefault(name => noun.Text(name) is not (null or "GET" or "POST")) is { } method
            ? Invalid(method)
        : null;

    private static bool IsFlag(XElement noun, string name) => noun.Text(name) is null or "true" or "false";

    private static (int Code, string Message) Invalid(string what) => (16002, $"Failed to validate conference attributes: {what}");
}
