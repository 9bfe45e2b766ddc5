using Microsoft.Data.Sqlite;

namespace CrmVoice.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Lets those of this process who want to write to the file do so one after the other. SQLite would do that as well, but each of them would hold a thread while
/// it waits: with enough of them behind somebody else's lock, nobody would be left to answer a telephone.
/// </summary>
public sealed class SqliteWriters : IDisposable
{
    private readonly SemaphoreSlim free = new(1, 1);

    public void Dispose() => free.Dispose();

    /// <summary>Waits for the turn, which ends when what is returned is disposed of.</summary>
    /// <exception cref="SqliteException">Nobody made room in that time.</exception>
    internal async Task<IDisposable> TakeTurnAsync(TimeSpan patience, CancellationToken cancellationToken) => await free.WaitAsync(patience, cancellationToken)
        ? new Turn(free)
        : throw new SqliteException("Others have been writing to the database for too long.", SQLitePCL.raw.SQLITE_BUSY);

    private sealed class Turn(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
