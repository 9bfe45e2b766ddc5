using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Carrier.Inbox;

internal sealed class InboundWebhookConfiguration : IEntityTypeConfiguration<InboundWebhook>
{
    public void Configure(EntityTypeBuilder<InboundWebhook> builder)
    {
        builder.ToTable("InboundWebhooks");
        builder.HasKey(webhook => webhook.Id);
        builder.Property(webhook => webhook.Version).IsConcurrencyToken();
        builder.Property(webhook => webhook.Webhook).HasMaxLength(InboundWebhook.WebhookMaxLength);
        builder.Property(webhook => webhook.Key).HasMaxLength(InboundWebhook.KeyLength).IsFixedLength().IsUnicode(false);
        builder.Property(webhook => webhook.IdempotencyToken).HasMaxLength(InboundWebhook.IdempotencyTokenMaxLength);
        builder.Property(webhook => webhook.Reason)
            .HasConversion(reason => reason!.Value.ToString(), text => UnappliedReason.Parse(text)).HasMaxLength(UnappliedReason.MaxLength);
        builder.HasIndex(webhook => new { webhook.OrganizationId, webhook.Key }).IsUnique();
        builder.HasIndex(webhook => new { webhook.State, webhook.DueAt });
        // Only of those that could not be taken in, of which there are few: each index here is paid for with every webhook.
        builder.HasIndex(webhook => new { webhook.OrganizationId, webhook.CallId })
            .HasFilter($"\"{nameof(InboundWebhook.Reason)}\" IS NOT NULL");
        builder.HasIndex(webhook => webhook.LastArrivedAt);
    }
}

internal sealed class InboundWebhookRepository(CrmVoiceDbContext db, OrganizationScope scope) : IInboundWebhookRepository
{
    private const int MaxAtOnce = 1000;

    public void Add(InboundWebhook webhook) => db.InboundWebhooks.Add(webhook);

    public Task<InboundWebhook?> FindAsync(string key, CancellationToken cancellationToken) =>
        db.InboundWebhooks.FirstOrDefaultAsync(webhook => webhook.Key == key, cancellationToken);

    // By the ids alone: asked for the state or the organization too, SQLite would go through all that are pending instead.
    public async Task<IReadOnlyList<InboundWebhook>> ListPendingAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        [
            .. (
                await db.InboundWebhooks.OfAllOrganizations()
                    .Where(webhook => ids.Contains(webhook.Id))
                    .OrderBy(webhook => webhook.Id)
                    .ToListAsync(cancellationToken)
            ).Where(webhook => webhook.State is WebhookState.Pending && webhook.OrganizationId == scope.Current),
        ];

    // Through those that are pending, which are few. An index by call would be paid for with every webhook; asked for the organization too,
    // SQLite would go through all that it ever got.
    public async Task<bool> IsAnyPendingAsync(
        CallId callId,
        LegId? legId,
        IReadOnlyCollection<string> kinds,
        CancellationToken cancellationToken) =>
        (
            await db.InboundWebhooks.OfAllOrganizations()
                .Where(webhook => webhook.State == WebhookState.Pending && webhook.CallId == callId)
                .Where(webhook => kinds.Contains(webhook.Webhook) || (legId != null && webhook.LegId == legId))
                .Select(webhook => webhook.OrganizationId)
                .ToListAsync(cancellationToken)
        ).Contains(scope.Current!.Value);

    public async Task<IReadOnlyList<InboundWebhook>> ListUnappliedAsync(long? id, CancellationToken cancellationToken) =>
        await db.InboundWebhooks.WhereUnapplied().Where(webhook => id == null || webhook.Id == id)
            .OrderBy(webhook => webhook.Id).Take(MaxAtOnce).ToListAsync(cancellationToken);
}
