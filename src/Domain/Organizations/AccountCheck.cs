using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Organizations;

/// <summary>Twilio's answer to a check of an account's credentials.</summary>
/// <param name="ErrorCode">Twilio's error code; null where it took them.</param>
/// <param name="Numbers">Those of the organization's numbers that the account owns.</param>
public sealed record AccountCheck(DateTimeOffset At, int? ErrorCode, IReadOnlyList<PhoneNumber> Numbers)
{
    /// <summary>
    /// The credentials are wrong or were withdrawn, or the account is closed or suspended (Twilio: "Error and Warning Dictionary").
    /// Any other error is temporary or about the request, and says nothing about the account.
    /// </summary>
    public static IReadOnlyList<int> Refusals { get; } = [10001, 10003, 20003, 20005, 20006, 20008, 20403, 20404];
}
