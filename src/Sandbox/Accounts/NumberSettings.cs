namespace CrmVoice.Sandbox.Accounts;

/// <summary>A number of an account as it is set up: what is asked when it is called or written to. What was never set is empty.</summary>
internal sealed record NumberSettings(string PhoneNumber, DateTimeOffset UpdatedAt)
{
    public string Sid => Sids.Of("PN", PhoneNumber);

    public string FriendlyName { get; init; } = PhoneNumber;

    public string VoiceUrl { get; init; } = "";

    public string VoiceMethod { get; init; } = "POST";

    public string VoiceFallbackUrl { get; init; } = "";

    public string VoiceFallbackMethod { get; init; } = "POST";

    /// <summary>Of a TwiML application, which is asked and not the addresses; empty where there is none.</summary>
    public string VoiceApplicationSid { get; init; } = "";

    /// <summary>Of a SIP trunk, which gets the calls whatever else is set; empty where there is none.</summary>
    public string TrunkSid { get; init; } = "";

    public bool VoiceCallerIdLookup { get; init; }

    public string StatusCallback { get; init; } = "";

    public string StatusCallbackMethod { get; init; } = "POST";

    public string SmsUrl { get; init; } = "";

    public string SmsMethod { get; init; } = "POST";

    public string SmsFallbackUrl { get; init; } = "";

    public string SmsFallbackMethod { get; init; } = "POST";
}
