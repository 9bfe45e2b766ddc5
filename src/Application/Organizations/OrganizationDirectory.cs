using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

internal sealed class OrganizationDirectory(IReadDb db, OwnNumbers ownNumbers) : IOrganizationDirectory
{
    public async Task<CallingProfile> GetCallingProfileAsync(CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Organization");
        var numbers = await ownNumbers.ReadAsync(organization.TwilioAccount, cancellationToken);
        return new CallingProfile(
            organization.Id,
            organization.Name,
            organization.Country,
            organization.Language,
            organization.TimeZone,
            CallerIdsOf(organization, numbers),
            [.. numbers.Numbers.Where(number => number.Origin is not NumberOrigin.Verified).Select(number => number.PhoneNumber)],
            organization.CallSettings,
            organization.CallingLimits ?? new CallingLimits(),
            organization.OpeningHours);
    }

    private static CallerIds? CallerIdsOf(Organization organization, OwnNumberList numbers)
    {
        if (organization.TwilioAccount is null || numbers.DefaultBy(organization.CallerIdRule) is not { } byDefault)
        {
            return null;
        }

        var all = numbers.MayCall.Select(number => new CallerId(number.PhoneNumber, number.Country, number.MemberId));
        return new CallerIds(byDefault, [.. all], organization.CallerIdRule.MatchesArea);
    }
}
