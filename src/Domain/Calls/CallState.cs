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
    Connected,
    Ended,
}
