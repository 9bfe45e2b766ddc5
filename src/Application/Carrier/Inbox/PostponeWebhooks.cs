using CrmVoice.Application.Common;
using CrmVoice.Domain.Carrier;
using MediatR;

namespace CrmVoice.Application.Carrier.Inbox;

/// <summary>Records that an exception kept stored webhooks from being applied to their call; they are retried later.</summary>
/// <param name="Failure">The kind of the exception; never its text.</param>
[NotAudited("done by CrmVoice itself")]
public sealed record PostponeWebhooks(IReadOnlyList<long> Ids, string Failure) : ICommand;

internal sealed class PostponeWebhooksHandler(IInboundWebhookRepository webhooks, TimeProvider clock)
    : IRequestHandler<PostponeWebhooks, Unit>
{
    public async Task<Unit> Handle(PostponeWebhooks command, CancellationToken cancellationToken)
    {
        foreach (var webhook in await webhooks.ListPendingAsync(command.Ids, cancellationToken))
        {
            webhook.Postpone(new UnappliedReason(UnappliedKind.Failed, command.Failure), clock.GetUtcNow());
        }

        return Unit.Value;
    }
}
