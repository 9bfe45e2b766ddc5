using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>The account at the carrier that requests of an organization go to.</summary>
public interface ICarrierAccounts
{
    /// <summary>That of the present organization.</summary>
    Task<CarrierAccount> GetAsync(CancellationToken cancellationToken);
}

/// <param name="AccountSid">Other organizations may share it; null while none is connected.</param>
/// <param name="IsProven">The carrier has taken its credentials: what it does is shared with the others who have it.</param>
/// <param name="CallsPerSecond">How many calls the carrier starts for it in a second; null for what the installation says.</param>
public sealed record CarrierAccount(OrganizationId OrganizationId, string? AccountSid, bool IsProven, int? CallsPerSecond);
