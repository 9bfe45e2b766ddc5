using CrmVoice.Application.Common;
using CrmVoice.Domain.Organizations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>When the organization takes calls, and whether it does so now.</summary>
public sealed record GetOpeningHours : IQuery<OpeningHoursView>;

/// <param name="Hours">Null until they are set.</param>
/// <param name="Holidays">The national holidays from today on, a year's.</param>
/// <param name="TimeZone">IANA name: the clock that the hours go by.</param>
/// <param name="NextChange">When it next opens, or closes where it is open (UTC); null where that is not within a year.</param>
/// <param name="Version">The version to send with a change, so that conflicts are detected.</param>
public sealed record OpeningHoursView(
    OpeningHours? Hours,
    IReadOnlyList<NationalHoliday> Holidays,
    string TimeZone,
    bool IsOpen,
    DateTimeOffset? NextChange,
    int Version);

internal sealed class GetOpeningHoursHandler(IReadDb db, TimeProvider clock) : IRequestHandler<GetOpeningHours, OpeningHoursView>
{
    public async Task<OpeningHoursView> Handle(GetOpeningHours query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Organization");
        var (zone, now) = (TimeZoneInfo.FindSystemTimeZoneById(organization.TimeZone), clock.GetUtcNow());
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var hours = organization.OpeningHours;
        return new OpeningHoursView(
            hours,
            [
                .. NationalHolidays.Of(organization.Country, today.Year)
                    .Concat(NationalHolidays.Of(organization.Country, today.Year + 1))
                    .Where(holiday => holiday.Date >= today && holiday.Date < today.AddYears(1)),
            ],
            organization.TimeZone,
            hours?.IsOpenAt(now, zone, organization.Country) is not false,
            hours?.FindNextChange(now, zone, organization.Country),
            organization.Version);
    }
}
