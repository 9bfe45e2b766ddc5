namespace CrmVoice.Domain.Calls;

/// <summary>What Twilio reports to the <c>action</c> URL when the <c>Dial</c> towards the contact is over (TwiML Dial: "action").</summary>
/// <param name="Status">How the contact leg ended.</param>
/// <param name="ContactCallSid">The contact leg; null where Twilio refused the number before dialling.</param>
/// <param name="Bridged">Whether the two ever heard each other; null where Twilio does not say.</param>
/// <param name="DurationSeconds">Length of the contact leg from its answer, where it answered.</param>
/// <param name="AgentLegEnded">Whether the agent's leg was over already: then it was the agent who left first.</param>
public sealed record DialResult(LegStatus Status, string? ContactCallSid, bool? Bridged, int? DurationSeconds, bool AgentLegEnded);
