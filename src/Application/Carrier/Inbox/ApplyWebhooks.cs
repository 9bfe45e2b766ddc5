using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Carrier;
using MediatR;

namespace CrmVoice.Application.Carrier.Inbox;

/// <summary>Takes stored webhooks into their calls, many at once in one unit of work. What cannot be taken stays, with its reason, and holds up nothing else.</summary>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record ApplyWebhooks(IReadOnlyList<long> Ids) : ICommand<IReadOnlyList<AppliedWebhook>>;

/// <param name="Reason">Why it could not be taken; null where it was.</param>
public sealed record AppliedWebhook(string Webhook, DateTimeOffset ArrivedAt, UnappliedReason? Reason);

internal sealed class ApplyWebhooksHandler(IInboundWebhookRepository webhooks, IWebhookTaker taker)
    : IRequestHandler<ApplyWebhooks, IReadOnlyList<AppliedWebhook>>
{
    public async Task<IReadOnlyList<AppliedWebhook>> Handle(ApplyWebhooks command, CancellationToken cancellationToken)
    {
        var pending = await webhooks.ListPendingAsync(command.Ids, cancellationToken);
        foreach (var forgotten in pending.Where(webhook => webhook.Parameters is null))
        {
            forgotten.GiveUp(new UnappliedReason(UnappliedKind.Forgotten));
        }

        await taker.TakeAsync([.. pending.Where(webhook => webhook.Parameters is not null)], cancellationToken);
        return [.. pending.Select(webhook => new AppliedWebhook(webhook.Webhook, webhook.LastArrivedAt, webhook.Reason))];
    }
}
