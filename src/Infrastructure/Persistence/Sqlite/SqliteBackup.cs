using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CrmVoice.Infrastructure.Persistence.Sqlite;

/// <summary>A backup cannot be made, or not be restored; the message says why.</summary>
public sealed class BackupRefusedException(string message) : Exception(message);

/// <summary>Copies the database while CrmVoice runs, and puts a copy back while it does not.</summary>
internal static class SqliteBackup
{
    private static readonly string[] companions = ["-wal", "-shm", "-journal"];

    public static async Task MakeAsync(string database, string backup, CancellationToken cancellationToken)
    {
        if (File.Exists(backup))
        {
            throw new BackupRefusedException($"There is a file {backup} already. Name another, or remove it first.");
        }

        SecretFiles.CreateFile(backup);
        await using var connection = await OpenAsync(database, SqliteOpenMode.ReadOnly, cancellationToken);
        await AskAsync(connection, "VACUUM INTO @file", cancellationToken, new SqliteParameter("@file", backup));
    }

    /// <returns>Where the database is kept that was there before; null where there was none.</returns>
    public static async Task<string?> RestoreAsync(string backup, string database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await EnsureWholeAsync(backup, cancellationToken);
        var isThere = File.Exists(database);
        if (isThere)
        {
            await EnsureUnusedAsync(database, cancellationToken);
        }

        var copy = database + ".restoring";
        File.Delete(copy);
        SecretFiles.CreateFile(copy);
        await using (var source = File.OpenRead(backup))
        await using (var target = File.OpenWrite(copy))
        {
            await source.CopyToAsync(target, cancellationToken);
            target.Flush(flushToDisk: true);
        }

        var kept = $"{database}.before-{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        if (isThere)
        {
            File.Move(database, kept);
        }

        // What belonged to the old file would be read into the new one.
        foreach (var companion in companions.Where(companion => File.Exists(database + companion)))
        {
            File.Move(database + companion, kept + companion);
        }

        File.Move(copy, database);
        return isThere ? kept : null;
    }

    private static async Task EnsureWholeAsync(string backup, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(backup, SqliteOpenMode.ReadOnly, cancellationToken);
            var (found, migrations) = (
                await AskAsync(connection, "PRAGMA integrity_check", cancellationToken),
                await AskAsync(connection, "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'", cancellationToken));
            if (found is not "ok" || migrations is not 1L)
            {
                throw new BackupRefusedException(
                    migrations is 1L ? $"{backup} is damaged: {found}" : $"{backup} is no database of CrmVoice.");
            }
        }
        catch (SqliteException exception)
        {
            throw new BackupRefusedException($"{backup} cannot be read: {exception.Message}");
        }
    }

    // In this mode nobody else can have the file open, and what stood in its journal stands in it.
    private static async Task EnsureUnusedAsync(string database, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(database, SqliteOpenMode.ReadWrite, cancellationToken);
            if (await AskAsync(connection, "PRAGMA journal_mode=DELETE", cancellationToken) is "delete")
            {
                return;
            }
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT)
        {
            // That is why it is replaced.
            return;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED) { }

        throw new BackupRefusedException(
            $"{database} is in use. Stop CrmVoice, and whoever else has it open, before a backup is restored.");
    }

    private static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = mode,
                Pooling = false,
                DefaultTimeout = 2,
            }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static async Task<object?> AskAsync(
        SqliteConnection connection,
        string text,
        CancellationToken cancellationToken,
        params SqliteParameter[] parameters)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        command.Parameters.AddRange(parameters);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
