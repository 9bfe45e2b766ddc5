using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls;

/// <summary>Tells whether a webhook was signed by an account of an organization (Twilio: "Webhooks security").</summary>
public interface ICarrierSignatures
{
    /// <returns>The organization whose account signed the request; null where none did.</returns>
    Task<OrganizationId?> VerifyAsync(SignedRequest request, CancellationToken cancellationToken);
}

/// <param name="Path">As it came, percent-encoding and all, without the application's path base, beginning with a slash.</param>
/// <param name="QueryString">As it came, with its question mark, or empty.</param>
/// <param name="Form">The decoded body fields in any order, empty and repeated ones included; empty for a GET.</param>
/// <param name="AccountSid">The account that the request says it is of.</param>
/// <param name="CallId">The call in the path; decides between organizations that share one account.</param>
/// <param name="Signature">The X-Twilio-Signature header.</param>
public sealed record SignedRequest(
    string Path,
    string QueryString,
    IReadOnlyList<KeyValuePair<string, string>> Form,
    string? AccountSid,
    CallId CallId,
    string? Signature);
