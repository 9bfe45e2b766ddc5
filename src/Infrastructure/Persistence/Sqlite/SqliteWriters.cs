using Microsoft.Data.Sqlite;

namespace CrmVoice.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Lets those of this process who want to write to the file do so one after the other. SQLite would do that as well, but each of them would
/// hold a thread while it waits: with enough of them behind somebody else's lock, nobody would be left to answer a telephone. Pages and
/// programs wait at a gate of their own first, so that whoever answers the telephone finds one of them in line at most.
/// </summary>
public sealed class SqliteWriters : IDisposable
{
    private readonly SemaphoreSlim free = new(1, 1);
    private readonly SemaphoreSlim gate = new(1, 1);

    public void Dispose()
    {
        free.Dispose();
        gate.Dispose();
    }

    /// <summary>Waits for the turn, which ends when what is returned is disposed of.</summary>
    /// <param name="givesWay">Whether it waits at the gate first.</param>
    /// <exception cref="SqliteException">Nobody made room in that time.</exception>
    internal async Task<IDisposable> TakeTurnAsync(TimeSpan patience, bool givesWay, CancellationToken cancellationToken)
    {
        if (!givesWay)
        {
            return await TakeAsync(free, patience, cancellationToken);
        }

        var through = await TakeAsync(gate, patience, cancellationToken);
        try
        {
            return new Both(await TakeAsync(free, patience, cancellationToken), through);
        }
        catch
        {
            through.Dispose();
            throw;
        }
    }

    private static async Task<IDisposable> TakeAsync(SemaphoreSlim one, TimeSpan patience, CancellationToken cancellationToken) =>
        await one.WaitAsync(patience, cancellationToken)
            ? new Turn(one)
            : throw new SqliteException("Others have been writing to the database for too long.", SQLitePCL.raw.SQLITE_BUSY);

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }

    private sealed class Both(IDisposable turn, IDisposable gate) : IDisposable
    {
        public void Dispose()
        {
            turn.Dispose();
            gate.Dispose();
        }
    }
}
