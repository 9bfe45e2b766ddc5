namespace CrmVoice.Domain.Calls;

/// <summary>What goes on in a live call, beside its state, which never goes back.</summary>
[Flags]
public enum LiveConditions
{
    None = 0,

    /// <summary>The contact hears music.</summary>
    OnHold = 1,

    /// <summary>The agent talks with somebody whom the contact may be handed to, and the contact does not hear it.</summary>
    Consulting = 2,

    /// <summary>The contact is in the room, and no agent or guest is.</summary>
    Alone = 4,
    RecordingPaused = 8,
}
