namespace CrmVoice.Domain.Calls;

/// <summary>Whose telephone a leg rings: the agent's (Twilio's parent call) or the contact's (its child).</summary>
public enum LegRole
{
    Agent,
    Contact,
}
