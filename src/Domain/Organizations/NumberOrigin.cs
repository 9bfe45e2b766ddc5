namespace CrmVoice.Domain.Organizations;

/// <summary>What makes a number one that calls may come from.</summary>
public enum NumberOrigin
{
    /// <summary>It was typed with the account, and Twilio has not listed it yet.</summary>
    Typed,

    /// <summary>The account has it at Twilio (IncomingPhoneNumber): whoever calls it reaches Twilio.</summary>
    Owned,

    /// <summary>
    /// A telephone outside of Twilio, shown to be the account's by a code (OutgoingCallerId): whoever calls it reaches that telephone.
    /// </summary>
    Verified,
}
