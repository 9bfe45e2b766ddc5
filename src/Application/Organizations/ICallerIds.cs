using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Organizations;

/// <summary>
/// The present organization's verified caller IDs at Twilio: numbers of telephones outside of Twilio that its calls may come from (Twilio:
/// "OutgoingCallerIds resource").
/// </summary>
public interface ICallerIds
{
    /// <summary>
    /// Has Twilio call a number, where somebody has to type the code. It rings a telephone: it is asked once and never repeated by itself.
    /// </summary>
    Task<VerificationAnswer> VerifyAsync(VerificationOrder order, CancellationToken cancellationToken);

    /// <summary>Those that there are; none and the reason where Twilio does not say.</summary>
    /// <param name="only">The one number that is asked for; null for all.</param>
    Task<NumberListing> ListAsync(PhoneNumber? only, CancellationToken cancellationToken);

    /// <summary>Calls may come from it no more. One that is not there is gone as well.</summary>
    /// <param name="sid">Twilio's, <c>PN…</c>.</param>
    /// <returns>Why Twilio did not, with code 0 where it did not answer; null where it is gone.</returns>
    Task<CarrierErrorView?> RemoveAsync(string sid, CancellationToken cancellationToken);
}

/// <param name="Label">What it is called at Twilio; empty for the number itself.</param>
/// <param name="Extension">Digits to dial once somebody or something answers; null for none.</param>
public sealed record VerificationOrder(CallerIdVerificationId Id, PhoneNumber Number, string Label, string? Extension);

/// <summary>What Twilio said to a wish to verify a number.</summary>
public abstract record VerificationAnswer
{
    private VerificationAnswer()
    {
    }

    /// <param name="Code">Six digits that whoever answers has to type; a secret.</param>
    public sealed record Rings(string Code) : VerificationAnswer;

    /// <param name="Error">With code 0 where Twilio cannot have heard of it.</param>
    public sealed record Refused(CarrierErrorView Error) : VerificationAnswer;

    /// <summary>Twilio may be calling all the same, with a code that nobody knows.</summary>
    public sealed record Unclear : VerificationAnswer;
}

/// <summary>Reads what Twilio reports of a verification.</summary>
public interface IVerificationReports
{
    VerificationReport Read(IReadOnlyList<KeyValuePair<string, string>> fields);
}

/// <param name="IsVerified">Null where it cannot be read.</param>
/// <param name="Sid">Twilio's, <c>PN…</c>, of one that is verified.</param>
/// <param name="Missing">The field that is missing or malformed; null for none.</param>
public sealed record VerificationReport(bool? IsVerified, string? Sid, string? Missing = null);
