using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Carrier;

/// <summary>Tells whether a webhook was signed by an account of an organization (Twilio: "Webhooks security").</summary>
public interface ICarrierSignatures
{
    /// <returns>The organization whose account signed the request; null where none did.</returns>
    Task<OrganizationId?> VerifyAsync(SignedRequest request, CancellationToken cancellationToken);

    /// <summary>The address that a request has to be signed for.</summary>
    /// <param name="path">As it came, without the application's path base, beginning with a slash.</param>
    string AddressOf(string path);

    /// <summary>
    /// The address among these for which a refused request was validly signed, by the account that it
    /// names; null for none. Grants no access.
    /// </summary>
    /// <param name="addresses">A few, in full, with the query as it came.</param>
    string? FindSignedAddress(SignedRequest request, IReadOnlyList<string> addresses);
}

/// <param name="Path">As it came, percent-encoding and all, without the application's path base, beginning with a slash.</param>
/// <param name="QueryString">As it came, with its question mark, or empty.</param>
/// <param name="Form">The decoded body fields in any order, empty and repeated ones included; empty for a GET.</param>
/// <param name="AccountSid">The account that the request names.</param>
/// <param name="CallId">
/// The call, the verification of a caller ID, or the number in the path; decides between organizations that share one account.
/// </param>
/// <param name="Signature">The X-Twilio-Signature header.</param>
public sealed record SignedRequest(
    string Path,
    string QueryString,
    IReadOnlyList<KeyValuePair<string, string>> Form,
    string? AccountSid,
    CallId CallId,
    string? Signature);
