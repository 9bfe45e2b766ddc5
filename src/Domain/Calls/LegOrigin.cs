namespace CrmVoice.Domain.Calls;

/// <summary>How a leg comes to be at Twilio.</summary>
public enum LegOrigin
{
    /// <summary>CrmVoice asks for it (Call resource: "Create a Call resource").</summary>
    Dialled,

    /// <summary>A <c>Dial</c> of another leg makes it (TwiML Dial: "Number"); it has that leg's SID as its parent's.</summary>
    DialChild,

    /// <summary>Somebody calls a number of the organization (IncomingPhoneNumber resource: "VoiceUrl").</summary>
    Inbound,
}
