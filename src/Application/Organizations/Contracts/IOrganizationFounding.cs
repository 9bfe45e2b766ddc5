using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Application.Organizations.Contracts;

/// <summary>How organizations come into being. Looks across them: whoever founds one is not yet in any.</summary>
public interface IOrganizationFounding
{
    /// <summary>Whether there is an organization, whosever it is.</summary>
    Task<bool> IsAnyAsync(CancellationToken cancellationToken);

    /// <summary>Adds an organization to the present unit of work, which enters it.</summary>
    /// <exception cref="DomainRuleException">Another one has that name, or this one was to be the first and is not.</exception>
    Task FoundAsync(NewOrganization organization, bool asFirst, CancellationToken cancellationToken);
}

/// <param name="Country">ISO 3166-1 alpha-2, in which numbers without a country code are read.</param>
/// <param name="Language">IETF language tag.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record NewOrganization(OrganizationId Id, string Name, string Country, string Language, string TimeZone)
{
    public const int NameMaxLength = Organization.NameMaxLength;
}
