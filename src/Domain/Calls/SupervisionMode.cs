namespace CrmVoice.Domain.Calls;

/// <summary>How a supervisor takes part in somebody else's call.</summary>
public enum SupervisionMode
{
    /// <summary>Hears everybody, is heard by nobody.</summary>
    Listen,

    /// <summary>Hears everybody, is heard by the agent alone (Participant resource: "Coaching").</summary>
    Whisper,

    /// <summary>Talks with everybody.</summary>
    Barge,
}
