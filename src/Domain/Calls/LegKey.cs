using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>Identifies the leg that Twilio reports on.</summary>
/// <param name="Id">
/// Ours, from the address that Twilio was given; null where Twilio lists the leg, and in addresses handed out by versions that gave legs no
/// ids.
/// </param>
/// <param name="CallSid">Twilio's.</param>
public readonly record struct LegKey(LegId? Id, string CallSid)
{
    public static implicit operator LegKey(string callSid) => FromString(callSid);

    public static LegKey FromString(string callSid) => new(null, callSid);
}
