using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Persistence.SqlServer;

/// <summary>The production database; a type of its own because each provider has its own set of migrations.</summary>
public sealed class SqlServerCrmVoiceDbContext(DbContextOptions<SqlServerCrmVoiceDbContext> options, OrganizationScope scope) : CrmVoiceDbContext(options, scope)
{
    // Whoever follows CallEvents asks for what lies beyond the last id seen, so a lower id must never become visible after a higher one. SQLite has one
    // writer at a time and so keeps that by itself. SQL Server hands out ids as rows are inserted and shows them as transactions commit, in whatever
    // order: so those who write events do it one after the other, from before the first id until the commit. The lock comes first in the transaction,
    // before any row is locked, so that it cannot be part of a deadlock; it ends with the transaction. See docs/decisions/0012.
    private string TakeTurn =>
        $"""
        DECLARE @turn int;
        EXEC @turn = sp_getapplock @Resource = N'CrmVoice.CallEvents', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = {(IsUrgent ? urgentTurn : turn).TotalMilliseconds};
        IF @turn = -3 THROW {DatabaseOutage.TurnLost}, N'The turn to store the events of calls was lost in a deadlock.', 1;
        IF @turn < 0 THROW {DatabaseOutage.NoTurn}, N'The events of calls were locked by another writer for too long.', 1;
        """;

    // Less than a statement is waited for, so that it is this that is told.
    private static readonly TimeSpan turn = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan urgentTurn = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan urgentPatience = TimeSpan.FromSeconds(2);

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        ChangeTracker.Entries<CallEvent>().Any(entry => entry.State is EntityState.Added)
            ? SaveInTurnAsync(acceptAllChangesOnSuccess, cancellationToken)
            : base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

    internal override void Hurry()
    {
        base.Hurry();
        Database.SetCommandTimeout(urgentPatience);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        configurationBuilder.Conventions.Add(_ => new ExactTexts());
    }

    private async Task<int> SaveInTurnAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken)
    {
        // A transaction of our own and retries go together only where the retry begins the transaction, too. Should the connection break while the commit
        // is under way and the commit have succeeded, the repetition meets its own rows or versions, and the unit of work looks again, as after any race.
        var stored = await Database.CreateExecutionStrategy().ExecuteAsync(
            async cancelled =>
            {
                await using var transaction = await Database.BeginTransactionAsync(cancelled);
                await Database.ExecuteSqlRawAsync(TakeTurn, cancelled);
                var count = await base.SaveChangesAsync(acceptAllChangesOnSuccess: false, cancelled);
                await transaction.CommitAsync(cancelled);
                return count;
            },
            cancellationToken);
        if (acceptAllChangesOnSuccess)
        {
            ChangeTracker.AcceptAllChanges();
        }

        return stored;
    }
}
