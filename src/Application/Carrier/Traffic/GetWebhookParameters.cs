using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Carrier.Traffic;

/// <summary>What a webhook carried, field by field.</summary>
/// <param name="Key">The key of the stored webhook.</param>
public sealed record GetWebhookParameters(string Key) : IQuery<RawWebhook>;

/// <param name="Fields">Decoded, in the order they came; null where they were too old to be kept.</param>
public sealed record RawWebhook(
    string Webhook,
    DateTimeOffset ArrivedAt,
    DateTimeOffset LastArrivedAt,
    int Arrivals,
    string? IdempotencyToken,
    IReadOnlyList<KeyValuePair<string, string>>? Fields);

internal sealed class GetWebhookParametersHandler(IReadDb db) : IRequestHandler<GetWebhookParameters, RawWebhook>
{
    public async Task<RawWebhook> Handle(GetWebhookParameters query, CancellationToken cancellationToken)
    {
        var webhook =
            await db.InboundWebhooks.FirstOrDefaultAsync(webhook => webhook.Key == query.Key, cancellationToken)
            ?? throw new NotFoundException("Webhook");
        return new RawWebhook(
            webhook.Webhook,
            webhook.ArrivedAt,
            webhook.LastArrivedAt,
            webhook.Arrivals,
            webhook.IdempotencyToken,
            webhook.Parameters is { } parameters ? UrlEncodedFields.Read(parameters) : null);
    }
}
