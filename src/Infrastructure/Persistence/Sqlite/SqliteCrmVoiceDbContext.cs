using CrmVoice.Application.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Persistence.Sqlite;

/// <summary>The embedded default; a type of its own because each provider has its own set of migrations.</summary>
/// <param name="writers">Of all contexts on the same file.</param>
public sealed class SqliteCrmVoiceDbContext(
    DbContextOptions<SqliteCrmVoiceDbContext> options,
    OrganizationScope scope,
    SqliteWriters writers,
    SqliteFile file) : CrmVoiceDbContext(options, scope)
{
    // A base class' primary constructor keeps its own.
    private readonly OrganizationScope scope = scope;

    // None at all where the connection string says 0, as for SQLite.
    private TimeSpan OrdinaryPatience =>
        Connection.DefaultTimeout == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(Connection.DefaultTimeout);

    private SqliteConnection Connection => (SqliteConnection)Database.GetDbConnection();

    // Half of it for those of this process, and half of it for others who may have locked the file; SQLite's own patience is in whole
    // seconds.
    internal override void WaitAtMost(TimeSpan patience)
    {
        base.WaitAtMost(patience);
        Connection.DefaultTimeout = Math.Max(1, (int)(patience.TotalSeconds / 2));
        Database.SetCommandTimeout(Connection.DefaultTimeout);
    }

    // Whoever has begun a transaction has the turn already.
    internal override async Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken) => Database.CurrentTransaction is null
        ? await writers.TakeTurnAsync(Patience / 2 ?? OrdinaryPatience, scope.HasLowPriority, cancellationToken)
        : null;

    internal override void EnsureInPlace() => file.EnsureInPlace(Connection);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
    }

    protected override async Task<int> StoreAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken)
    {
        if (!ChangeTracker.HasChanges())
        {
            return 0;
        }

        using var turn = await TakeTurnAsync(cancellationToken);
        return await base.StoreAsync(acceptAllChangesOnSuccess, cancellationToken);
    }
}
