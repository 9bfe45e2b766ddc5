using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Organizations;

public interface IOrganizationRepository
{
    void Add(Organization organization);

    /// <summary>Null for an unknown id and for another organization's.</summary>
    Task<Organization?> FindAsync(OrganizationId id, CancellationToken cancellationToken);
}
