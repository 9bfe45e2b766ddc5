namespace CrmVoice.Domain.Calls;

/// <summary>Why Twilio did not carry the call.</summary>
/// <param name="Code">Twilio's error code (REST: "Error and warning dictionary"), or 0 where it could not be reached.</param>
/// <param name="Message">Twilio's own words, without numbers or secrets.</param>
public sealed record CarrierError(int Code, string Message)
{
    public const int MessageMaxLength = 400;
    public const string UnusableAnswerMessage = "Twilio could not use CrmVoice's answer.";

    public static CarrierError Unreachable { get; } = new(0, "Twilio could not be reached.");
}
