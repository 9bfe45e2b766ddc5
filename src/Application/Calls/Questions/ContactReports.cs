using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;

namespace CrmVoice.Application.Calls.Questions;

/// <summary>What has been said of a contact's leg and is not in its call yet. Asked before anybody may be dialled once more.</summary>
internal sealed class ContactReports(IInboundWebhookRepository webhooks, TimeProvider clock)
{
    private static readonly string[] kinds =
        [CarrierWebhooks.ContactStatus, CarrierWebhooks.MachineDetection, CarrierWebhooks.DialResult, CarrierWebhooks.Recording];

    // The carrier tells and asks on connections of their own: what it told first may come last. An agent does not mind this much silence.
    private static readonly TimeSpan overtaken = TimeSpan.FromMilliseconds(300);

    public async Task<bool> AreWaitingAsync(Call call, CancellationToken cancellationToken)
    {
        await Task.Delay(overtaken, clock, cancellationToken);
        return await webhooks.IsAnyPendingAsync(call.Id, call.LegOf(LegRole.Contact).Id, kinds, cancellationToken);
    }
}
