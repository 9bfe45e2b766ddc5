namespace CrmVoice.Domain.Calls;

/// <summary>
/// The script of a call that rings the agent first and then dials the contact from the agent's leg: a pure function from what is known
/// about the call to what Twilio is told. The answer is the same when Twilio asks again, as it does when it believes that its request or
/// our answer was lost (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides), until the contact's leg is reported.
/// Then Twilio is following an earlier answer, and the right answer is to hang up: Twilio ignores it while it executes the <c>Dial</c>, so
/// that no bridge is broken; if it does follow it, the <c>Dial</c> is over and the agent would only hear silence.
/// </summary>
public static class BridgeFlow
{
    /// <summary>The agent has picked up.</summary>
    /// <param name="callSid">The leg on which Twilio asks.</param>
    /// <param name="isContactReported">Whether a webhook about the contact's leg is stored but not yet applied.</param>
    public static AnswerInstruction OnAnswer(Call call, string callSid, bool isContactReported) =>
        (MayDial(call, callSid) && !isContactReported) switch
        {
            false => AnswerInstruction.HangUp,
            true when call.Settings.AgentMustAccept && call.AgentLeg?.AcceptedAt is null => AnswerInstruction.AskToAccept,
            true => AnswerInstruction.Connect,
        };

    /// <summary>The agent was asked for a key.</summary>
    /// <param name="digits">What was pressed; null or empty for nothing.</param>
    /// <inheritdoc cref="OnAnswer" path="/param"/>
    public static AnswerInstruction OnKey(Call call, string callSid, string? digits, bool isContactReported) =>
        AcceptanceKey.IsPressed(digits) && MayDial(call, callSid) && !isContactReported
            ? AnswerInstruction.Connect
            : AnswerInstruction.HangUp;

    /// <summary>
    /// Whether Twilio was told to dial the contact and the contact's leg has not been reported: before telling it again,
    /// the caller has to make sure of that.
    /// </summary>
    public static bool MayDialAgain(Call call) =>
        call.AgentLeg is { } agent && MayDial(call, agent.CallSid!)
        && (agent.AcceptanceAskedAt is null || agent.AcceptedAt is not null)
        && agent.Reports.Any(report => report is { Source: FactSource.Request, Status: not LegStatus.Queued });

    // A contact is dialled once, from the agent's leg, while the call is live; a recording means that there was a bridge. Twilio's question
    // shows that the leg exists, whatever a report that overtook the question may say.
    private static bool MayDial(Call call, string callSid) =>
        call is { HasEnded: false, HangupRequestedAt: null, ContactLeg: null, DialResult: null, Recordings.Count: 0 }
        && call.AgentLeg?.CallSid == callSid;
}
