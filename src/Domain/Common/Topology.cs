namespace CrmVoice.Domain.Common;

/// <summary>How the legs of a call hear each other; chosen when the call is placed and never changed.</summary>
public enum Topology
{
    /// <summary>The agent's leg dials the contact's (TwiML Dial: "Number"), and Twilio bridges the two.</summary>
    Bridge,

    /// <summary>Every leg joins one conference.</summary>
    Room,
}
