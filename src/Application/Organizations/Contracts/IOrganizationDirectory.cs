using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Application.Organizations.Contracts;

public interface IOrganizationDirectory
{
    /// <summary>The current organization, as far as calls and the people who make them depend on it.</summary>
    Task<CallingProfile> GetCallingProfileAsync(CancellationToken cancellationToken);
}

/// <param name="Country">ISO 3166-1 alpha-2, in which numbers without a country code are read.</param>
/// <param name="Language">IETF language tag of what callers hear.</param>
/// <param name="TimeZone">IANA name, in which people read times.</param>
/// <param name="CallerIds">What calls may come from; null while there is no Twilio account, or no number in it.</param>
/// <param name="Hours">Null where calls are taken at any time.</param>
/// <param name="Numbers">
/// All numbers of the organization that lead to Twilio; not its verified caller IDs, which are telephones that may be called.
/// </param>
public sealed record CallingProfile(
    OrganizationId Id,
    string Name,
    string Country,
    string Language,
    string TimeZone,
    CallerIds? CallerIds,
    IReadOnlyList<PhoneNumber> Numbers,
    CallSettings Settings,
    CallingLimits Limits,
    OpeningHours? Hours)
{
    /// <summary>Whether calls are taken at a time.</summary>
    public bool IsOpenAt(DateTimeOffset at) =>
        Hours?.IsOpenAt(at, TimeZoneInfo.FindSystemTimeZoneById(TimeZone), Country) is not false;

    /// <summary>The number that is seen where no rule chooses another.</summary>
    public PhoneNumber? CallerId => CallerIds?.Default;
}
