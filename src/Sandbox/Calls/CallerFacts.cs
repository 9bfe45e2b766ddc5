namespace CrmVoice.Sandbox.Calls;

/// <summary>What the network says of somebody who calls in, beside the number.</summary>
/// <param name="Name">Twilio asks for it, and says it, only where the number looks callers up (<c>VoiceCallerIdLookup</c>).</param>
/// <param name="ForwardedFrom">The number that was dialled, where it forwards to the one that is called.</param>
internal sealed record CallerFacts(string? Name = null, string? ForwardedFrom = null);
