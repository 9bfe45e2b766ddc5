using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Organizations.Contracts;

/// <summary>Whose audio for callers on hold an address leads to: whoever fetches it says no organization.</summary>
public interface IHoldAudioOwners
{
    /// <returns>Null where there is no such audio.</returns>
    Task<OrganizationId?> FindAsync(HoldAudioId id, CancellationToken cancellationToken);
}
