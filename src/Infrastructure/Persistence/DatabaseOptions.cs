using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace CrmVoice.Infrastructure.Persistence;

public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
}

/// <summary>Section <c>Database</c>; the connection string stands under <c>ConnectionStrings:CrmVoice</c>.</summary>
public sealed class DatabaseOptions
{
    public const string DefaultConnectionString = "Data Source=App_Data/crmvoice.db";

    public DatabaseProvider Provider { get; set; }

    /// <summary>
    /// The database's file as it is written in the configuration; null where it is none, or what is written cannot be read, which whoever
    /// opens it tells.
    /// </summary>
    public static string? FileOf(IConfiguration configuration)
    {
        try
        {
            var connection = new SqliteConnectionStringBuilder(configuration.GetConnectionString("CrmVoice") ?? DefaultConnectionString);
            var isFile =
                configuration.GetSection("Database").Get<DatabaseOptions>()?.Provider is null or DatabaseProvider.Sqlite
                && connection.Mode is not SqliteOpenMode.Memory;
            return isFile && connection.DataSource is not ("" or ":memory:") ? connection.DataSource : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return null;
        }
    }
}
