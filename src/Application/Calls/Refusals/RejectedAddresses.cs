using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls.Refusals;

internal sealed class RejectedAddresses(IReadDb db, TimeProvider clock) : IRejectedAddresses
{
    private static readonly TimeSpan isRecent = TimeSpan.FromHours(24);

    public async Task<IReadOnlyList<OtherAddress>> ListAsync(CancellationToken cancellationToken)
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
