using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls;

internal sealed class CallDirectory(IReadDb db, TimeProvider clock) : ICallDirectory
{
    // Live calls are looked up each minute.
    private static readonly TimeSpan isSilent = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan isRecent = TimeSpan.FromHours(24);

    public Task<bool> HasLiveCallsAsync(CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - isSilent;
        return db.Calls.AnyAsync(call => call.State != CallState.Ended && call.LastHeardAt >= since, cancellationToken);
    }

    public Task<bool> HasAnsweredAsync(MembershipId member, CancellationToken cancellationToken) =>
        db.Calls.AnyAsync(call => call.AgentId == member && call.AgentAnsweredAt != null, cancellationToken);

    public Task<int?> FindErrorAsync(IReadOnlyList<int> codes, DateTimeOffset since, CancellationToken cancellationToken) =>
        db.Calls.Where(call => call.RequestedAt > since && call.CarrierError != null && codes.Contains(call.CarrierError.Code))
            .OrderByDescending(call => call.RequestedAt).Select(call => (int?)call.CarrierError!.Code).FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<OtherAddress>> ListOtherAddressesAsync(CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - isRecent;
        var samples = await db.RefusalSamples.OrderByDescending(sample => sample.Id).Select(sample => sample.Webhook).ToListAsync(cancellationToken);
        return
        [
            .. from refused in samples
               where refused.Reason is RefusalReason.OtherAddress && refused.At >= since
               where refused is { SignedAddress: not null, OurAddress: not null }
               group refused by new OtherAddress(CarrierWebhooks.BaseOf(refused.SignedAddress!), CarrierWebhooks.BaseOf(refused.OurAddress!)) into same
               select same.Key,
        ];
    }
}
