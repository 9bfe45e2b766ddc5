using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Persistence;

/// <summary>A key that a request came with, and what was answered.</summary>
internal sealed class IdempotentAnswerRow : IOrganizationOwned
{
    public const int KeyMaxLength = 200;

    public required OrganizationId OrganizationId { get; init; }

    public required MembershipId MembershipId { get; init; }

    public required string Key { get; init; }

    public required string RequestHash { get; set; }

    public required string Answer { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }
}

internal sealed class IdempotentAnswerConfiguration : IEntityTypeConfiguration<IdempotentAnswerRow>
{
    public void Configure(EntityTypeBuilder<IdempotentAnswerRow> builder)
    {
        // Its first name, from when only calls had keys: the version that runs beside the next one knows no other.
        builder.ToTable("IdempotentCalls");
        builder.HasKey(row => new { row.MembershipId, row.Key });
        builder.Property(row => row.Key).HasMaxLength(IdempotentAnswerRow.KeyMaxLength);
        builder.Property(row => row.RequestHash).HasMaxLength(64);
        builder.HasIndex(row => row.CreatedAt);
    }
}

internal sealed class IdempotentAnswers(CrmVoiceDbContext db, TimeProvider clock) : IIdempotentAnswers
{
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(24);

    public async Task<IdempotentAnswer?> FindAsync(MembershipId memberId, string key, CancellationToken cancellationToken)
    {
        var row = await db.IdempotentAnswers.FirstOrDefaultAsync(row => row.MembershipId == memberId && row.Key == key, cancellationToken);
        return row is null || row.CreatedAt + Remembered <= clock.GetUtcNow() ? null : new IdempotentAnswer(row.RequestHash, row.Answer);
    }

    public void Add(MembershipId memberId, OrganizationId organizationId, string key, IdempotentAnswer answer)
    {
        // Found by FindAsync before, and too old to count.
        if (db.IdempotentAnswers.Local.FirstOrDefault(row => row.MembershipId == memberId && row.Key == key) is { } expired)
        {
            (expired.RequestHash, expired.Answer, expired.CreatedAt) = (answer.RequestHash, answer.Answer, clock.GetUtcNow());
            return;
        }

        db.IdempotentAnswers.Add(new IdempotentAnswerRow
        {
            OrganizationId = organizationId,
            MembershipId = memberId,
            Key = key,
            RequestHash = answer.RequestHash,
            Answer = answer.Answer,
            CreatedAt = clock.GetUtcNow(),
        });
    }
}

/// <summary>Forgets answers that count no more: they hold people's names and numbers.</summary>
internal sealed partial class IdempotencyPurge(
    StorageGate gate,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<IdempotencyPurge> logger) : StorageService(gate)
{
    private static readonly TimeSpan purgesEvery = TimeSpan.FromHours(1);

    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() - IdempotentAnswers.Remembered;
        await using var scope = scopes.CreateAsyncScope();
        var answers = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>().IdempotentAnswers.OfAllOrganizations();
        var old = answers.Where(answer => answer.CreatedAt <= until);
        await old.OrderBy(answer => answer.CreatedAt).DeleteInBatchesAsync(cancellationToken);
    }

    protected override Task WorkAsync(CancellationToken stoppingToken) =>
        RepeatAsync(purgesEvery, clock, PurgeAsync, LogPollFailed, stoppingToken);

    [LoggerMessage(1, LogLevel.Error, "Old answers to requests with an idempotency key could not be forgotten; trying again in an hour")]
    private partial void LogPollFailed(Exception exception);
}
