using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Infrastructure.Twilio;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Carrier;

/// <summary>Looks across organizations, since a request for sound need not be signed: its address alone says what it is about.</summary>
internal sealed class SoundOwners(CrmVoiceDbContext db, ITwilioAccounts accounts) : ISoundOwners
{
    public Task<OrganizationId?> FindOfCallAsync(CallId callId, CancellationToken cancellationToken) =>
        accounts.FindOwnerOfCallAsync(callId, cancellationToken);

    public Task<OrganizationId?> FindOfRequestAsync(Guid requestId, CancellationToken cancellationToken) =>
        db.CarrierRequests.OfAllOrganizations()
            .Where(request => request.Id == requestId)
            .Select(request => (OrganizationId?)request.OrganizationId)
            .FirstOrDefaultAsync(cancellationToken);
}
