using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

internal sealed class CarrierAccounts(IReadDb db) : ICarrierAccounts
{
    public async Task<CarrierAccount> GetAsync(CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Organization");
        var account = organization.TwilioAccount;
        return new CarrierAccount(organization.Id, account?.AccountSid, account is { IsProven: true }, account?.CallsPerSecond);
    }
}
