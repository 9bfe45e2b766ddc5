namespace CrmVoice.Domain.Calls;

/// <summary>What happened, computed from the facts of the legs; never entered by hand.</summary>
public enum CallResult
{
    Answered,
    ContactBusy,
    ContactNoAnswer,
    ContactFailed,
    ContactMachine,
    ContactHungUp,
    AgentHungUp,
    AgentBusy,
    AgentNoAnswer,
    AgentFailed,
    AgentDeclined,
    Canceled,
    CarrierFailed,

    /// <summary>Of a call that came in: the caller left a message.</summary>
    VoicemailLeft,

    /// <summary>Of a call that came in: outside the opening hours.</summary>
    Closed,

    /// <summary>Of a call that came in: nobody of the organization talked with the caller.</summary>
    NoAgent,
}
