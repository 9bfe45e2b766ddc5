namespace CrmVoice.Domain.Common;

/// <summary>Why Twilio did not carry the call.</summary>
/// <param name="Code">Twilio's error code (REST: "Error and warning dictionary"), or 0 where it could not be reached.</param>
/// <param name="Message">Twilio's own words, without numbers or secrets.</param>
public sealed record CarrierError(int Code, string Message)
{
    public const int MessageMaxLength = 400;
    public const string UnusableAnswerMessage = "Twilio could not use CrmVoice's answer.";

    // As each call has its own, a new one each time.
    public static CarrierError Unreachable => new(0, "Twilio could not be reached.");

    /// <summary>
    /// Of two errors of a call the one that tells more, whichever was heard first. Twilio's codes grow from its requests to us (11…) over our answers (12…)
    /// and the Dial in them (13…) to the call itself (21…).
    /// </summary>
    public static CarrierError MoreTelling(CarrierError? one, CarrierError other) =>
        one is null || (one.Code, one.Message).CompareTo((other.Code, other.Message)) < 0 ? other : one;
}
