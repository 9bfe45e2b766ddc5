namespace CrmVoice.Domain.Common;

/// <summary>How an organization's calls are made. The defaults are what a cautious organization would choose.</summary>
public sealed record CallSettings
{
    /// <summary>Twilio's own limits for ringing (TwiML Dial: "timeout"; Call resource: "Timeout").</summary>
    public const int ShortestRing = 5;
    public const int LongestRing = 600;

    public const int ShortestCall = 60;

    /// <summary>Twilio's own limit for a call (TwiML Dial: "timeLimit").</summary>
    public const int LongestCall = 14_400;

    /// <summary>How the legs of a call hear each other; null for the installation's default (<c>Calls:Topology</c>).</summary>
    public Topology? Topology { get; init; }

    /// <summary>Whether agents see that a supervisor takes part in their call.</summary>
    public bool TellAgentsOfSupervision { get; init; } = true;

    /// <summary>Short enough that the agent's voicemail does not pick up.</summary>
    public int AgentRingSeconds { get; init; } = 25;

    public int ContactRingSeconds { get; init; } = 30;

    /// <summary>Twilio ends the call after this long.</summary>
    public int LongestCallSeconds { get; init; } = LongestCall;

    /// <summary>The agent must press 1 before the contact is dialled.</summary>
    public bool AgentMustAccept { get; init; }

    /// <summary>Twilio detects whether a machine answered the contact's phone; this never delays the bridge.</summary>
    public bool DetectMachines { get; init; }

    public bool Record { get; init; }

    /// <summary>Records agent and contact on separate channels.</summary>
    public bool RecordDualChannel { get; init; } = true;

    /// <summary>What is said to callers where it differs from the defaults; one per language at most.</summary>
    public IReadOnlyList<SpokenTexts> Texts { get; init; } = [];

    /// <summary>What whoever is on hold hears; null for the music that CrmVoice brings along.</summary>
    public HoldAudioId? HoldAudio { get; init; }

    public SpokenTexts TextsIn(string language) => Texts.FirstOrDefault(texts => texts.Language == language) ?? new SpokenTexts(language);
}
