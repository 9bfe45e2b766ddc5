using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CrmVoice.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Readers never wait for the writer (WAL), and what is acknowledged is on the disk (<c>synchronous=FULL</c>).
/// Keys of webhooks lie all over their index: a little more memory (8 MB for a connection, 16 MB of journal) spares reading and writing its pages again and again.
/// All is asked of every connection: the file remembers but the first. A lock is waited for by the second, for as many as the connection's time-out has.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=1000; PRAGMA cache_size=-8000; PRAGMA wal_autocheckpoint=4000; PRAGMA foreign_keys=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
