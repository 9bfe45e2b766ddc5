namespace CrmVoice.Domain.Calls;

/// <summary>How far a leg has come on its way to Twilio.</summary>
public enum LegPlacement
{
    /// <summary>It is wanted, and Twilio has not been asked for it, or has not answered yet.</summary>
    Requested,

    /// <summary>The account's calls per second are used up: Twilio is asked when the turn comes.</summary>
    WaitingForLine,

    /// <summary>Twilio certainly did not take the request; it is sent again.</summary>
    NotTaken,

    /// <summary>Twilio may or may not have made it: it is looked for, and never asked for again.</summary>
    Unclear,

    /// <summary>It is settled that Twilio never made it: withdrawn, refused, or not found in time.</summary>
    NeverReached,

    /// <summary>Twilio has it, under its SID.</summary>
    Accepted,
}
