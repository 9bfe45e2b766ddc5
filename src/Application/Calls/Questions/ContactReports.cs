using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;

namespace CrmVoice.Application.Calls.Questions;

/// <summary>
/// Webhooks about a contact's leg that are stored but not yet applied to the call. Checked before the contact may be dialled again.
/// </summary>
internal sealed class ContactReports(IInboundWebhookRepository webhooks, TimeProvider clock)
{
    private static readonly string[] kinds =
        [CarrierWebhooks.ContactStatus, CarrierWebhooks.MachineDetection, CarrierWebhooks.DialResult, CarrierWebhooks.Recording];

    // The carrier sends callbacks and questions on separate connections, so an earlier callback may arrive later. An agent
    // does not notice so short a pause.
    private static readonly TimeSpan overtaken = TimeSpan.FromMilliseconds(300);

    public async Task<bool> AreWaitingAsync(Call call, CancellationToken cancellationToken)
    {
        await Task.Delay(overtaken, clock, cancellationToken);
        return await webhooks.IsAnyPendingAsync(call.Id, call.LegOf(LegRole.Contact).Id, kinds, cancellationToken);
    }
}
