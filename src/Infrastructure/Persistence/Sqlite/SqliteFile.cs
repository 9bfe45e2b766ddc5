using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Persistence.Sqlite;

/// <summary>
/// The file that this process works on. Where somebody removes it, puts another in its place or restores an older one, SQLite goes on
/// writing to what nobody will ever read again. From then on nothing is read or stored until CrmVoice is started anew, by whoever knows
/// which file is the right one.
/// </summary>
public sealed partial class SqliteFile(ILogger<SqliteFile> logger) : IDisposable
{
    // SQLITE_FCNTL_HAS_MOVED (https://sqlite.org/c3ref/c_fcntl_begin_atomic_write.html): one look at the file system. Windows does not know
    // it, and lets nobody touch an open file.
    private const int HasMoved = 20;
    private const nint OfMain = 0;

    private readonly Lock gate = new();
    private Opened? opened;
    private long lastNumber;
    private string? loss;

    public void Dispose() => opened?.Connection.Dispose();

    /// <param name="connection">An open one.</param>
    /// <exception cref="DatabaseReplacedException">The file was removed or replaced, now or before.</exception>
    internal void EnsureInPlace(SqliteConnection connection)
    {
        if (connection.DataSource is "" or ":memory:")
        {
            return;
        }

        lock (gate)
        {
            opened ??= Opened.Beside(connection);
            if (loss is null && opened.FindLoss() is { } found)
            {
                Lose(found);
            }

            ThrowIfLost();
        }
    }

    /// <param name="number">The highest number of a kind that is given out once and never again.</param>
    /// <exception cref="DatabaseReplacedException">It has been higher.</exception>
    internal void EnsureNotOlder(long number)
    {
        lock (gate)
        {
            if (loss is null && number < lastNumber)
            {
                Lose("an older state of it was restored");
            }

            lastNumber = Math.Max(lastNumber, number);
            ThrowIfLost();
        }
    }

    private void Lose(string how)
    {
        loss = $"The database file {opened?.Path} was changed under the running process: {how}.";
        LogLost(logger, loss);
    }

    private void ThrowIfLost()
    {
        if (loss is not null)
        {
            throw new DatabaseReplacedException(loss);
        }
    }

    // One that is never closed keeps the file's number from being given to another.
    private sealed record Opened(SqliteConnection Connection, string Path, bool HasJournal)
    {
        public static Opened Beside(SqliteConnection other)
        {
            var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder(other.ConnectionString) { Pooling = false }.ConnectionString);
            connection.Open();
            var path = SQLitePCL.raw.sqlite3_db_filename(connection.Handle, "main").utf8_to_string();
            return new Opened(connection, path, File.Exists(JournalOf(path)));
        }

        // The journal is there for as long as anybody has the file open.
        public string? FindLoss() =>
            FileControl(Connection.Handle!, OfMain, HasMoved, out var moved) == SQLitePCL.raw.SQLITE_OK && moved != 0
                ? "it was removed, moved or replaced"
            : HasJournal && !File.Exists(JournalOf(Path)) ? $"{JournalOf(Path)}, which holds the last changes, was removed"
            : null;

        private static string JournalOf(string path) => path + "-wal";
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(SQLitePCL.sqlite3 database, nint name, int operation, out int answer);

    [LoggerMessage(
        1,
        LogLevel.Critical,
        "{Loss} Nothing is read or stored any more. Stop CrmVoice, put the right file in its place, and start it again")]
    private static partial void LogLost(ILogger logger, string loss);
}
