using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Carrier;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Carrier.Rejections;

internal sealed class RejectedAddresses(IReadDb db, TimeProvider clock) : IRejectedAddresses
{
    private static readonly TimeSpan recently = TimeSpan.FromHours(24);

    public async Task<IReadOnlyList<OtherAddress>> ListAsync(CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - recently;
        var samples = await db.RejectionSamples.OrderByDescending(sample => sample.Id)
            .Select(sample => sample.Webhook)
            .ToListAsync(cancellationToken);
        return
        [
            .. from refused in samples
            where refused.Reason is RejectionReason.OtherAddress && refused.At >= since
            where refused is { SignedAddress: not null, OurAddress: not null }
            group refused.At by (
                Called: CarrierWebhooks.BaseOf(refused.SignedAddress!),
                Ours: CarrierWebhooks.BaseOf(refused.OurAddress!)
            ) into same
            select new OtherAddress(same.Key.Called, same.Key.Ours, same.Max()),
        ];
    }
}
