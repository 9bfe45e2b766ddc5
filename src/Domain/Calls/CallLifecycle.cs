namespace CrmVoice.Domain.Calls;

/// <summary>State and result of a call as pure functions of the facts heard: the order of hearing cannot matter.</summary>
public static class CallLifecycle
{
    public static CallState StateOf(Call call) => call switch
    {
        _ when HasEnded(call) => CallState.Ended,
        { IsBridged: true } => CallState.Connected,
        { ContactLeg.HasRung: true } => CallState.ContactRinging,
        { ContactLeg: not null } => CallState.CallingContact,
        { AgentLeg.WasAnswered: true } => CallState.AgentAnswered,
        { AgentLeg.HasRung: true } => CallState.AgentRinging,
        { AgentLeg: not null } => CallState.CallingAgent,
        _ => CallState.Requested,
    };

    public static CallResult ResultOf(Call call) => call switch
    {
        { IsBridged: true, ContactLeg.WasAnsweredByMachine: true } => CallResult.ContactMachine,
        { IsBridged: true } => CallResult.Answered,
        { ContactOutcome: LegStatus.Busy } => CallResult.ContactBusy,
        { ContactOutcome: LegStatus.Failed } => CallResult.ContactFailed,
        { ContactOutcome: LegStatus.Completed } => CallResult.ContactHungUp,
        { ContactOutcome: not null, HangupRequestedAt: not null } => CallResult.Canceled,
        { ContactOutcome: not null } => AgentLeftFirst(call) ? CallResult.AgentHungUp : CallResult.ContactNoAnswer,
        { HangupRequestedAt: not null } => CallResult.Canceled,
        // A leg that turns up after the call was given up is hung up: how it ended says nothing of the call.
        { NeverReachedTwilioAt: not null } => CallResult.CarrierFailed,
        { AgentLeg.Status: LegStatus.Busy } => CallResult.AgentBusy,
        { AgentLeg.Status: LegStatus.NoAnswer } => CallResult.AgentNoAnswer,
        { AgentLeg.Status: LegStatus.Failed } => CallResult.AgentFailed,
        { AcceptanceAskedAt: not null, AcceptedAt: null } => CallResult.AgentDeclined,
        { FallbackAt: not null } => CallResult.CarrierFailed,
        _ => CallResult.AgentHungUp,
    };

    private static bool HasEnded(Call call)
    {
        if (call.AgentLeg is not { } agent)
        {
            return call.NeverReachedTwilioAt is not null && call.ContactLeg is null;
        }

        var contactIsSettled = !agent.WasAnswered || call.ContactLeg is not null || call.DialResult is not null || call.NoContactLegAt is not null;
        return contactIsSettled && call.Legs.All(leg => leg.IsFinal);
    }

    private static bool AgentLeftFirst(Call call) => call.DialResult is { } dial
        ? dial.AgentLegEnded
        : call.AgentLeg?.EndedAt <= call.ContactLeg?.EndedAt;
}
