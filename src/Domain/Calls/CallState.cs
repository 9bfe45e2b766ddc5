namespace CrmVoice.Domain.Calls;

/// <summary>How far a call has come. Ordered: a call only ever moves forward, and may skip steps.</summary>
public enum CallState
{
    Requested,
    CallingAgent,
    AgentRinging,
    AgentAnswered,
    CallingContact,
    ContactRinging,

    /// <summary>A call that comes in: a machine speaks with the caller.</summary>
    Received,
    Connected,
    Ended,
}
