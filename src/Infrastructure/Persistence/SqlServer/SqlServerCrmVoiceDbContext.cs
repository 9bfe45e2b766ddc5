using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Persistence.SqlServer;

/// <summary>The production database; a type of its own because each provider has its own set of migrations.</summary>
public sealed class SqlServerCrmVoiceDbContext(DbContextOptions<SqlServerCrmVoiceDbContext> options, OrganizationScope scope)
    : CrmVoiceDbContext(options, scope)
{
    // Whoever follows CallEvents asks for what lies beyond the last id seen, so a lower id must never become visible after a higher one.
    // SQLite has one writer at a time and so keeps that by itself. SQL Server hands out ids as rows are inserted and shows them as
    // transactions commit, in whatever order: so those who write events do it one after the other, from before the first id until the
    // commit. The lock comes first in the transaction, before any row is locked, so that it cannot be part of a deadlock; it ends with the
    // transaction. See docs/decisions/0012.
    private string TakeTurn => $"""
        DECLARE @turn int;
        EXEC @turn = sp_getapplock @Resource = N'CrmVoice.CallEvents', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = {TurnMilliseconds};
        IF @turn = -3 THROW {DatabaseOutage.TurnLost}, N'The turn to store the events of calls was lost in a deadlock.', 1;
        IF @turn < 0 THROW {DatabaseOutage.NoTurn}, N'The events of calls were locked by another writer for too long.', 1;
        """;

    private double TurnMilliseconds => Math.Round(0.8 * (Patience ?? ordinaryPatience).TotalMilliseconds);

    // A little less than a statement is waited for, so that it is this that is told.
    private static readonly TimeSpan ordinaryPatience = TimeSpan.FromSeconds(10);

    internal override void WaitAtMost(TimeSpan patience)
    {
        base.WaitAtMost(patience);
        Database.SetCommandTimeout((int)Math.Ceiling(patience.TotalSeconds));
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        configurationBuilder.Conventions.Add(_ => new ExactTexts());
    }

    protected override Task<int> StoreAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken) =>
        ChangeTracker.Entries<CallEvent>().Any(entry => entry.State is EntityState.Added)
            ? StoreInTurnAsync(acceptAllChangesOnSuccess, cancellationToken)
            : base.StoreAsync(acceptAllChangesOnSuccess, cancellationToken);

    private async Task<int> StoreInTurnAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken)
    {
        // A transaction of our own and retries go together only where the retry begins the transaction, too. Should the connection break
        // while the commit is under way and the commit have succeeded, the repetition meets its own rows or versions, and the unit of work
        // looks again, as after any race.
        var stored = await Database.CreateExecutionStrategy().ExecuteAsync(
            async cancelled =>
            {
                await using var transaction = await Database.BeginTransactionAsync(cancelled);
                await Database.ExecuteSqlRawAsync(TakeTurn, cancelled);
                var count = await base.StoreAsync(acceptAllChangesOnSuccess: false, cancelled);
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
