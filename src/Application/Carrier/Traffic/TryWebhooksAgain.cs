using CrmVoice.Application.Common;
using CrmVoice.Domain.Carrier;
using MediatR;

namespace CrmVoice.Application.Carrier.Traffic;

/// <summary>Has webhooks that could not be applied to their calls retried at once.</summary>
/// <param name="Id">One of them; null for all.</param>
[NotAudited("it changes when webhooks are tried, and no setting")]
public sealed record TryWebhooksAgain(long? Id = null) : ICommand;

internal sealed class TryWebhooksAgainHandler(IInboundWebhookRepository webhooks, TimeProvider clock)
    : IRequestHandler<TryWebhooksAgain, Unit>
{
    public async Task<Unit> Handle(TryWebhooksAgain command, CancellationToken cancellationToken)
    {
        foreach (var webhook in await webhooks.ListUnappliedAsync(command.Id, cancellationToken))
        {
            webhook.TryAgain(clock.GetUtcNow());
        }

        return Unit.Value;
    }
}
