namespace CrmVoice.Domain.Common;

/// <summary>Why Twilio did not carry the call.</summary>
/// <param name="Code">Twilio's error code (REST: "Error and warning dictionary"), or 0 where it could not be reached.</param>
/// <param name="Message">Twilio's own words, without numbers or secrets.</param>
public sealed record CarrierError(int Code, string Message)
{
    public const int MessageMaxLength = 400;
    public const string UnusableAnswerMessage = "Twilio could not use CrmVoice's answer.";

    // A new instance each time, since two calls cannot share one.
    public static CarrierError Unreachable => new(0, "Twilio could not be reached.");

    /// <summary>
    /// The more informative of two errors of a call, whichever came first. Twilio's codes grow from its requests to us (11…) over our
    /// answers (12…) and the Dial in them (13…) to the call itself (21…).
    /// </summary>
    public static CarrierError MoreTelling(CarrierError? one, CarrierError other) =>
        one is null || (one.Code, one.Message).CompareTo((other.Code, other.Message)) < 0 ? other : one;
}
