using CrmVoice.Application.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Calls;

/// <summary>A key that a request to place a call came with, and what was answered.</summary>
internal sealed class IdempotentCallRow : IOrganizationOwned
{
    public const int KeyMaxLength = 200;

    public required OrganizationId OrganizationId { get; init; }

    public required MembershipId MembershipId { get; init; }

    public required string Key { get; init; }

    public required string RequestHash { get; set; }

    public required string Answer { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }
}

internal sealed class IdempotentCallConfiguration : IEntityTypeConfiguration<IdempotentCallRow>
{
    public void Configure(EntityTypeBuilder<IdempotentCallRow> builder)
    {
        builder.ToTable("IdempotentCalls");
        builder.HasKey(row => new { row.MembershipId, row.Key });
        builder.Property(row => row.Key).HasMaxLength(IdempotentCallRow.KeyMaxLength);
        builder.Property(row => row.RequestHash).HasMaxLength(64);
        builder.HasIndex(row => row.CreatedAt);
    }
}

internal sealed class IdempotentCalls(CrmVoiceDbContext db, TimeProvider clock) : IIdempotentCalls
{
    private static readonly TimeSpan remembered = TimeSpan.FromHours(24);

    public async Task<IdempotentCall?> FindAsync(MembershipId memberId, string key, CancellationToken cancellationToken)
    {
        var row = await db.IdempotentCalls.FirstOrDefaultAsync(row => row.MembershipId == memberId && row.Key == key, cancellationToken);
        return row is null || row.CreatedAt + remembered <= clock.GetUtcNow() ? null : new IdempotentCall(row.RequestHash, row.Answer);
    }

    public void Add(MembershipId memberId, OrganizationId organizationId, string key, IdempotentCall call, DateTimeOffset now)
    {
        // Found by FindAsync before, and too old to count.
        if (db.IdempotentCalls.Local.FirstOrDefault(row => row.MembershipId == memberId && row.Key == key) is { } expired)
        {
            (expired.RequestHash, expired.Answer, expired.CreatedAt) = (call.RequestHash, call.Answer, now);
            return;
        }

        db.IdempotentCalls.Add(new IdempotentCallRow
        {
            OrganizationId = organizationId,
            MembershipId = memberId,
            Key = key,
            RequestHash = call.RequestHash,
            Answer = call.Answer,
            CreatedAt = now,
        });
    }
}
