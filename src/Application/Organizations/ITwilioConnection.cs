using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Application.Organizations;

/// <summary>Tries the present organization's Twilio credentials, and reads what its account has.</summary>
public interface ITwilioConnection
{
    Task<ConnectionTest> TestAsync(CancellationToken cancellationToken);

    /// <summary>Whether Twilio takes credentials that are not saved yet.</summary>
    /// <returns>What Twilio said of the first that it does not take, or that it did not answer; null where it takes all.</returns>
    Task<CredentialsProblem?> TryAsync(TypedCredentials credentials, CancellationToken cancellationToken);

    /// <summary>
    /// What the account itself is, asked with its auth token, which signs webhooks and may be wrong where an API key asks for all else.
    /// </summary>
    Task<AccountReading> ReadAccountAsync(CancellationToken cancellationToken);

    /// <summary>The account's numbers; none and the reason where Twilio does not say.</summary>
    Task<NumberListing> ListNumbersAsync(CancellationToken cancellationToken);
}

/// <summary>What an admin has typed. Not a record: a secret must not show up in a text by accident.</summary>
public sealed class TypedCredentials
{
    public required string AccountSid { get; init; }

    /// <summary>Null where it is the saved one.</summary>
    public string? AuthToken { get; init; }

    public string? ApiKeySid { get; init; }

    /// <summary>Null where there is no key, or it is the saved one.</summary>
    public string? ApiKeySecret { get; init; }

    public string? Edge { get; init; }

    public string? Region { get; init; }
}

/// <param name="IsOfKey">It is the API key, and not the auth token.</param>
/// <param name="IsNotActive">They are right, but the account is suspended or closed.</param>
/// <param name="Error">With code 0 where Twilio could not be reached.</param>
public sealed record CredentialsProblem(bool IsOfKey, bool IsNotActive, CarrierErrorView Error);

/// <summary>Twilio's word on an account (Account resource).</summary>
/// <param name="IsTrial">It may call verified numbers only.</param>
/// <param name="ClockDifference">By how much Twilio's clock is ahead of ours, to the second; null where it did not say.</param>
/// <param name="Error">What Twilio said instead, with code 0 where it could not be reached; null where it answered.</param>
public sealed record AccountReading(AccountState? State, bool IsTrial, TimeSpan? ClockDifference, CarrierErrorView? Error = null)
{
    /// <summary>Twilio's error 20003: "Permission denied", said of a wrong auth token.</summary>
    public const int WrongCredentials = 20003;

    /// <summary>Twilio's error 20005: "Account not active".</summary>
    public const int NotActive = 20005;
}

public enum AccountState
{
    Active,
    Suspended,
    Closed,
}

/// <param name="IsWhole">What is not in it, the account does not have.</param>
/// <param name="Error">What Twilio said instead, with code 0 where it could not be reached; null where it answered.</param>
public sealed record NumberListing(IReadOnlyList<ListedNumber> Numbers, bool IsWhole, CarrierErrorView? Error = null)
{
    /// <summary>What kind of numbers it lists.</summary>
    public NumberOrigin Origin { get; init; } = NumberOrigin.Owned;
}

/// <param name="Sid">Twilio's, <c>PN…</c>.</param>
/// <param name="Label">What it is called at Twilio; empty where that is only the number again.</param>
public sealed record ListedNumber(string Sid, PhoneNumber PhoneNumber, string Label, bool HasVoice, bool HasSms);

/// <param name="ErrorCode">Twilio's error code; 0 where it could not be reached; null where everything works.</param>
/// <param name="Message">What Twilio said, without numbers or secrets.</param>
/// <param name="MissingNumbers">Numbers configured here that calls of the account may not come from (E.164).</param>
/// <param name="PublicAddress">The address that Twilio is handed (<c>PublicBaseUrl</c>).</param>
public sealed record ConnectionTest(bool Works, int? ErrorCode, string Message, IReadOnlyList<string> MissingNumbers, string PublicAddress)
{
    /// <summary>Numbers configured here that calls of the account may come from (E.164).</summary>
    public IReadOnlyList<string> FoundNumbers { get; init; } = [];

    /// <summary>All numbers of the account (E.164); empty where it was not asked for them.</summary>
    public IReadOnlyList<string> OwnedNumbers { get; init; } = [];

    /// <summary>All caller IDs that the account has verified (E.164); empty where it was not asked for them.</summary>
    public IReadOnlyList<string> VerifiedNumbers { get; init; } = [];

    /// <summary>Why the verified caller IDs are not known; null where they are.</summary>
    public CarrierErrorView? CallerIdsError { get; init; }

    /// <summary>The number that calls come from is among those that calls of the account may not come from.</summary>
    public bool LacksCallerId { get; init; }

    /// <summary>Why Twilio may be unable to reach us, whatever it reports itself.</summary>
    public IReadOnlyList<AddressProblem> AddressProblems { get; init; } = [];

    /// <summary>Numbers that Twilio sends to us at another address than ours.</summary>
    public IReadOnlyList<StrayNumber> StrayNumbers { get; init; } = [];

    /// <summary>Other addresses at which Twilio recently called us, and whose webhooks were refused.</summary>
    public IReadOnlyList<OtherAddress> OtherAddresses { get; init; } = [];

    /// <summary>What stands in the way, the worst first; empty where all is well.</summary>
    public IReadOnlyList<ConnectionFinding> Findings => [.. Found().Order()];

    private IEnumerable<ConnectionFinding> Found() =>
    [
        .. When(!Works, ErrorCode is 0 ? ConnectionFinding.Unreachable : ConnectionFinding.Refused),
        .. When(MissingNumbers.Count > 0, LacksCallerId ? ConnectionFinding.CallerIdMissing : ConnectionFinding.NumbersMissing),
        .. When(AddressProblems.Contains(AddressProblem.NotPublic), ConnectionFinding.AddressNotPublic),
        .. When(AddressProblems.Contains(AddressProblem.NotHttps), ConnectionFinding.AddressNotHttps),
        .. When(OtherAddresses.Count > 0, ConnectionFinding.OtherAddress),
        .. When(StrayNumbers.Count > 0, ConnectionFinding.NumbersStray),
    ];

    private static ConnectionFinding[] When(bool isFound, ConnectionFinding finding) => isFound ? [finding] : [];
}

/// <summary>What a connection test can find, the worst first: with the first four no call gets anywhere.</summary>
public enum ConnectionFinding
{
    Refused,
    Unreachable,
    CallerIdMissing,
    AddressNotPublic,
    OtherAddress,
    NumbersMissing,
    NumbersStray,
    AddressNotHttps,
}

/// <summary>What is wrong with the public address as it is configured.</summary>
public enum AddressProblem
{
    /// <summary>Requests can be read and changed on their way.</summary>
    NotHttps,

    /// <summary>It points to this machine or to a private network, which Twilio cannot reach.</summary>
    NotPublic,
}

/// <param name="Number">E.164.</param>
/// <param name="Url">Where Twilio goes, without the query.</param>
public sealed record StrayNumber(string Number, string Url);
