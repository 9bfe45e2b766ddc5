using CrmVoice.Application.Common;

namespace CrmVoice.Application.Organizations;

/// <summary>
/// Which countries the present organization's Twilio account may call (Twilio: "Voice dialing geographic permissions"). What Twilio does not
/// permit fails, whatever the organization itself allows.
/// </summary>
public interface IDialingPermissions
{
    /// <summary>All countries; none and the reason where Twilio does not say.</summary>
    Task<DialingPermissionListing> ListAsync(CancellationToken cancellationToken);

    /// <summary>Sets these countries and leaves the others as they are.</summary>
    /// <returns>Why Twilio did not, with code 0 where it could not be reached; null where it did.</returns>
    Task<CarrierErrorView?> SetAsync(IReadOnlyList<DialingPermission> permissions, CancellationToken cancellationToken);
}

/// <param name="AreInherited">They are those of the account above this subaccount, and are changed there.</param>
/// <param name="Error">What Twilio said instead, with code 0 where it could not be reached; null where it answered.</param>
public sealed record DialingPermissionListing(
    IReadOnlyList<DialingPermission> Countries, bool AreInherited, CarrierErrorView? Error = null);

/// <param name="IsoCode">ISO 3166-1 alpha-2; Twilio's <c>US</c> stands for Canada too.</param>
/// <param name="CallingCodes">Such as <c>+55</c>.</param>
/// <param name="LowRisk">Usual numbers may be called.</param>
/// <param name="HighRiskSpecial">Premium and special services may be called.</param>
/// <param name="HighRiskTollFraud">Numbers may be called that are known for fraud with shared revenue.</param>
public sealed record DialingPermission(
    string IsoCode, IReadOnlyList<string> CallingCodes, bool LowRisk, bool HighRiskSpecial, bool HighRiskTollFraud)
{
    public bool IsOpen => LowRisk || IsHighRisk;

    public bool IsHighRisk => HighRiskSpecial || HighRiskTollFraud;
}
