using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Application.Organizations.Contracts;

/// <summary>Creates organizations. Looks across all of them, since none has been entered yet.</summary>
public interface IOrganizationCreation
{
    /// <summary>Whether any organization exists.</summary>
    Task<bool> IsAnyAsync(CancellationToken cancellationToken);

    /// <summary>Adds an organization to the current unit of work, and enters it.</summary>
    /// <exception cref="DomainRuleException">The name is taken, or this one was to be the first and there is one already.</exception>
    Task CreateOrganizationAsync(NewOrganization organization, bool asFirst, CancellationToken cancellationToken);
}

/// <param name="Country">ISO 3166-1 alpha-2, in which numbers without a country code are read.</param>
/// <param name="Language">IETF language tag.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record NewOrganization(OrganizationId Id, string Name, string Country, string Language, string TimeZone)
{
    public const int NameMaxLength = Organization.NameMaxLength;
}
