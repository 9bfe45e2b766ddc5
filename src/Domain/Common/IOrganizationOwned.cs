namespace CrmVoice.Domain.Common;

/// <summary>A row of one organization: every query is filtered by it and every write is checked against it.</summary>
public interface IOrganizationOwned
{
    OrganizationId OrganizationId { get; }
}
