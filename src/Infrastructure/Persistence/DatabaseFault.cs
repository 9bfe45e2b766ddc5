using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Infrastructure.Persistence;

/// <summary>
/// Says to an operator why the database cannot be used, and what to do; never with its connection string, which may hold a password.
/// </summary>
internal static class DatabaseFault
{
    /// <summary>SQL Server's number for a database that is not there, or not for this login.</summary>
    public const int CannotOpenDatabase = 4060;

    private const int LoginFailed = 18456;

    public static DatabaseUnavailableException Explain(Exception exception, IServiceProvider services) =>
        exception switch
        {
            SqliteException sqlite => new DatabaseUnavailableException(Reason(sqlite, PathOf(services)), exception),
            SqlException { Number: LoginFailed } => new DatabaseUnavailableException(
                $"{exception.Message} See User Id and Password in ConnectionStrings:CrmVoice.",
                exception),
            SqlException { Number: CannotOpenDatabase } => new DatabaseUnavailableException(
                $"{exception.Message} Create it with --migrate, or see Database and User Id in ConnectionStrings:CrmVoice.",
                exception),
            SqlException => new DatabaseUnavailableException(exception.Message, exception)
            {
                MayMendItself = DatabaseOutage.IsBehind(exception),
            },
            _ => new DatabaseUnavailableException(
                $"{exception.Message} See ConnectionStrings:CrmVoice, and whether the service's user may write there.",
                exception),
        };

    private static string Reason(SqliteException exception, string path) =>
        exception.SqliteErrorCode switch
        {
            SQLitePCL.raw.SQLITE_CANTOPEN when !File.Exists(path) =>
                $"there is no file {path}. Create it with --migrate, or see ConnectionStrings:CrmVoice.",
            SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM =>
                $"{path} cannot be opened for writing ({exception.Message}). "
                + "The service's user has to own the file and its folder (ConnectionStrings:CrmVoice).",
            SQLitePCL.raw.SQLITE_NOTADB => $"{path} is no SQLite database. Put the right file there, or restore a backup with --restore.",
            SQLitePCL.raw.SQLITE_CORRUPT => $"{path} is damaged ({exception.Message}). Restore a backup with --restore.",
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED =>
                $"{path} is locked by another program ({exception.Message}). End that, and start again.",
            _ => $"{path}: {exception.Message}",
        };

    private static string PathOf(IServiceProvider services) =>
        new SqliteConnectionStringBuilder(services.GetRequiredService<CrmVoiceDbContext>().Database.GetConnectionString()).DataSource;
}
