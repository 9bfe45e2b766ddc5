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

    public bool VoiceCallerIdLookup { get; init; }

    public string StatusCallback { get; init; } = "";

    public string StatusCallbackMethod { get; init; } = "POST";

    public string SmsUrl { get; init; } = "";

    public string SmsMethod { get; init; } = "POST";

    public string SmsFallbackUrl { get; init; } = "";

    public string SmsFallbackMethod { get; init; } = "POST";
}
