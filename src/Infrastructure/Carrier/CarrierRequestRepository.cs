using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Infrastructure.Twilio;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Carrier;

internal sealed class CarrierRequestRepository(CrmVoiceDbContext db) : ICarrierRequestRepository
{
    public void Add(CarrierRequest request) => db.CarrierRequests.Add(request);

    public Task<CarrierRequest?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.CarrierRequests.FirstOrDefaultAsync(request => request.Id == id, cancellationToken);

    public async Task<IReadOnlyList<CarrierRequest>> ListAsync(CallId callId, CancellationToken cancellationToken)
    {
        await db.CarrierRequests.Where(request => request.CallId == callId).LoadAsync(cancellationToken);
        return [.. db.CarrierRequests.Local.Where(request => request.CallId == callId)];
    }
}

internal sealed class CarrierPaceRepository(CrmVoiceDbContext db, ITwilioAccounts accounts) : ICarrierPaceRepository
{
    public void Add(CarrierPace pace) => db.CarrierPaces.Add(pace);

    public async Task<CarrierPace?> FindAsync(string line, CancellationToken cancellationToken) =>
        await db.CarrierPaces.FindAsync([line], cancellationToken);

    public async Task<int> CountWaitingAsync(string? accountSid, CancellationToken cancellationToken) =>
        await (await WaitingAsync(accountSid, cancellationToken)).CountAsync(cancellationToken);

    public async Task<IReadOnlyList<CarrierTurn>> ListBeginningAsync(string? accountSid, CancellationToken cancellationToken)
    {
        // As CarrierRequest.BeginsCall has it.
        var beginning = (await WaitingAsync(accountSid, cancellationToken)).Where(request => request.Payload == null);
        return await beginning
            .Select(request => new CarrierTurn(request.Turn!.At, request.Turn.HeldMilliseconds))
            .ToListAsync(cancellationToken);
    }

    private async Task<IQueryable<CarrierRequest>> WaitingAsync(string? accountSid, CancellationToken cancellationToken)
    {
        var inLine = db.CarrierRequests.Where(request => request.State == CarrierRequestState.Pending && request.Turn != null);
        if (accountSid is null)
        {
            return inLine;
        }

        var owners = (await accounts.FindOwnersAsync([accountSid], cancellationToken))[accountSid].ToList();
        return inLine.OfAllOrganizations().Where(request => owners.Contains(request.OrganizationId));
    }
}
