namespace CrmVoice.Domain.Calls;

/// <summary>What to do with an agent who has answered.</summary>
public enum AnswerInstruction
{
    Connect,
    AskToAccept,
    HangUp,
}

/// <summary>
/// The script of a call that rings the agent first and then dials the contact from the agent's leg: what is known of the call in, what Twilio is told out.
/// It changes nothing. The answer is the same when Twilio asks again, as it does where it believes that its request or our answer was lost
/// (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides), until the contact's leg is heard of. Then an answer of ours is being
/// followed, and nothing is left but to hang up: Twilio drops this one while it is in the <c>Dial</c>, so that no bridge is touched, and where it follows
/// this one it has left the <c>Dial</c> behind, so that the agent would listen to silence.
/// </summary>
public static class AgentFirstFlow
{
    private const string KeyThatAccepts = "1";

    public static bool Accepts(string? digits) => digits == KeyThatAccepts;

    /// <summary>The agent has picked up.</summary>
    /// <param name="callSid">The leg on which Twilio asks.</param>
    /// <param name="isContactReported">Something said of the contact's leg is stored and not taken in yet.</param>
    public static AnswerInstruction OnAnswer(Call call, string callSid, bool isContactReported) => (MayDial(call, callSid) && !isContactReported) switch
    {
        false => AnswerInstruction.HangUp,
        true when call.Settings.AgentMustAccept && call.AgentLeg?.AcceptedAt is null => AnswerInstruction.AskToAccept,
        true => AnswerInstruction.Connect,
    };

    /// <summary>The agent was asked for a key.</summary>
    /// <param name="digits">What was pressed; null or empty for nothing.</param>
    /// <inheritdoc cref="OnAnswer" path="/param"/>
    public static AnswerInstruction OnKey(Call call, string callSid, string? digits, bool isContactReported) =>
        Accepts(digits) && MayDial(call, callSid) && !isContactReported ? AnswerInstruction.Connect : AnswerInstruction.HangUp;

    /// <summary>
    /// Whether Twilio was told to dial the contact, and nobody has heard of the contact's leg: whoever tells it again has to make sure of that.
    /// </summary>
    public static bool MayDialAgain(Call call) =>
        call.AgentLeg is { } agent && MayDial(call, agent.CallSid!)
        && (agent.AcceptanceAskedAt is null || agent.AcceptedAt is not null)
        && agent.Reports.Any(report => report is { Source: FactSource.Request, Status: not LegStatus.Queued });

    // A contact is dialled by the agent's one leg, while the call is on, and once: a recording begins with the bridge. That Twilio asks says that the leg
    // is there, whatever a report that has overtaken the question may say.
    private static bool MayDial(Call call, string callSid) =>
        call is { HasEnded: false, HangupRequestedAt: null, ContactLeg: null, DialResult: null, Recordings.Count: 0 } && call.AgentLeg?.CallSid == callSid;
}
