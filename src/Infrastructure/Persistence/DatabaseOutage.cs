using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace CrmVoice.Infrastructure.Persistence;

/// <summary>
/// Tells a database that cannot be used at present, through nobody's fault in here, from a fault of ours: the same request may succeed
/// later.
/// </summary>
public static class DatabaseOutage
{
    /// <summary>Ours: too many wanted to write events at once, and this one got no turn.</summary>
    internal const int NoTurn = 51000;

    /// <summary>Ours: the turn was lost to another in a deadlock.</summary>
    internal const int TurnLost = 51001;

    private const string AtOpening = "CrmVoice.AtOpening";

    /// <summary>Whether that is why something failed, however deep it lies.</summary>
    public static bool IsBehind(Exception? exception) => exception switch
    {
        null => false,
        DatabaseReplacedException => true,
        SqliteException sqlite => IsOutageOfSqlite(sqlite.SqliteErrorCode),
        SqlException server => IsOutageOfSqlServer(server),
        // No connection was free in all the time that one may be waited for.
        InvalidOperationException when exception.Data.Contains(AtOpening) => true,
        AggregateException several => several.InnerExceptions.Any(IsBehind),
        _ => IsBehind(exception.InnerException),
    };

    /// <summary>
    /// Whether the same, done over at once on a fresh connection, may well succeed. On SQLite it never does: whatever can be waited for has
    /// been.
    /// </summary>
    public static bool IsMomentary(Exception exception) =>
        exception is SqlException server
        && (EndsConnection(server) || server.Errors.Cast<SqlError>().Any(error => IsMomentaryOnSqlServer(error.Number)));

    /// <summary>Says of an exception that it kept a connection from being opened.</summary>
    internal static void MarkAsOpening(Exception exception) => exception.Data[AtOpening] = true;

    /// <param name="code">SQLite's primary code (https://sqlite.org/rescode.html).</param>
    internal static bool IsOutageOfSqlite(int code) =>
        code
            is SQLitePCL.raw.SQLITE_BUSY
                or SQLitePCL.raw.SQLITE_LOCKED
                or SQLitePCL.raw.SQLITE_READONLY
                or SQLitePCL.raw.SQLITE_IOERR
                or SQLitePCL.raw.SQLITE_FULL
                or SQLitePCL.raw.SQLITE_CANTOPEN
                or SQLitePCL.raw.SQLITE_PROTOCOL
                // Damaged, or no database: until somebody restores it, nobody can do anything about it in here.
                or SQLitePCL.raw.SQLITE_CORRUPT
                or SQLitePCL.raw.SQLITE_NOTADB;

    /// <param name="number">Number of an error of SQL Server, of Azure SQL or of the network on the way there.</param>
    internal static bool IsOutageOfSqlServer(int number) =>
        number
            is
                // Timeout, unreachable, cut off.
                -2
                or -1
                or 2
                or 20
                or 35
                or 53
                or 64
                or 121
                or 233
                or 258
                or 10053
                or 10054
                or 10060
                or 10061
                or 11001
                // Chosen as the victim of a deadlock, waited too long for a lock.
                or 1205
                or 1222
                or NoTurn
                or TurnLost
                // No room left for data or the log, no memory, file not readable or writable.
                or 1101
                or 1105
                or 9002
                or 701
                or 802
                or 823
                or 824
                or 8645
                or 8651
                // Read only, offline, starting, restoring, failing over, shutting down.
                or 3906
                or 3908
                or 4060
                or 904
                or 921
                or 922
                or 924
                or 927
                or 942
                or 945
                or 976
                or 978
                or 983
                or 6005
                or 17142
                // Azure SQL: moved, throttled, out of what was paid for.
                or 10928
                or 10929
                or 40143
                or 40197
                or 40501
                or 40540
                or 40544
                or 40549
                or 40550
                or 40551
                or 40552
                or 40553
                or 40613
                or 42108
                or 42109
                or 49918
                or 49919
                or 49920;

    /// <param name="number">As above.</param>
    internal static bool IsMomentaryOnSqlServer(int number) => number is
        // Cut off, chosen as the victim of a deadlock.
        64 or 121 or 233 or 10053 or 10054 or 1205 or TurnLost
        // Moved, failing over, shutting down: a fresh connection leads to wherever the database is by then.
        or 3906 or 976 or 978 or 983 or 6005 or 17142 or 40143 or 40197 or 40540 or 40613;

    // A severity from 20 on does so, whatever the system underneath calls it.
    private static bool EndsConnection(SqlException server) => server.Class >= 20;

    private static bool IsOutageOfSqlServer(SqlException server) =>
        EndsConnection(server) || server.Errors.Cast<SqlError>().Any(error => IsOutageOfSqlServer(error.Number));
}
