using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CrmVoice.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Readers never wait for the writer (WAL), and what is acknowledged is on the disk (<c>synchronous=FULL</c>). Keys of webhooks lie all
/// over their index: a little more memory (8 MB for a connection, 16 MB of journal) spares reading and writing its pages again and again.
/// All is asked of every connection: the file remembers but the first. A lock is waited for by the second, for as many as the connection's
/// time-out has.
/// </summary>
internal sealed class SqlitePragmas(SqliteFile file) : DbConnectionInterceptor
{
    private const string Pragmas =
        "PRAGMA synchronous=FULL; PRAGMA busy_timeout=1000; PRAGMA cache_size=-8000; PRAGMA wal_autocheckpoint=4000; PRAGMA foreign_keys=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = CommandFor((SqliteConnection)connection);
        command.ExecuteNonQuery();
        file.EnsureInPlace(command.Connection!);
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default)
    {
        await using var command = CommandFor((SqliteConnection)connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        file.EnsureInPlace(command.Connection!);
    }

    // EF only wants to know whether the file is there, and some backups are not in WAL mode yet.
    private static SqliteCommand CommandFor(SqliteConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.OrdinalIgnoreCase)
            ? Pragmas
            : $"PRAGMA journal_mode=WAL; {Pragmas}";
        return command;
    }
}
