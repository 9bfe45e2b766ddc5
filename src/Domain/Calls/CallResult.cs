namespace CrmVoice.Domain.Calls;

/// <summary>What happened, computed from the facts of the legs by <see cref="BridgeOutcome"/>; never entered by hand.</summary>
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
}
