using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>The account at the carrier that requests of an organization go to.</summary>
public interface ICarrierAccounts
{
    /// <summary>That of the present organization.</summary>
    Task<CarrierAccount> GetAsync(CancellationToken cancellationToken);
}

/// <param name="AccountSid">Other organizations may share it; null while none is connected.</param>
/// <param name="IsProven">
/// Whether the carrier has accepted its credentials; its line is then shared with other organizations that have the account.
/// </param>
/// <param name="CallsPerSecond">How many calls the carrier starts for it per second; null for the installation's default.</param>
public sealed record CarrierAccount(OrganizationId OrganizationId, string? AccountSid, bool IsProven, int? CallsPerSecond);
