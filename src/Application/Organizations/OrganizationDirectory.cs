using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

internal sealed class OrganizationDirectory(IReadDb db) : IOrganizationDirectory
{
    public async Task<CallingProfile> GetCallingProfileAsync(CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Organization");
        return new CallingProfile(
            organization.Id,
            organization.Name,
            organization.Country,
            organization.Language,
            organization.TimeZone,
            organization.TwilioAccount?.CallerId,
            organization.TwilioAccount?.Numbers ?? [],
            organization.CallSettings,
            organization.CallingLimits ?? new CallingLimits());
    }
}
