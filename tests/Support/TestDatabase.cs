using CrmVoice.Infrastructure.Persistence;
using Microsoft.Data.SqlClient;

namespace CrmVoice.Tests;

/// <summary>
/// An empty database for one test: a SQLite file, migrated already, or, where CRMVOICE_TEST_SQLSERVER holds a connection string that may create databases, a
/// database of its own on that server. Give a fixture <c>[TestFixtureSource(typeof(TestDatabase), nameof(Each))]</c> to have it run on
/// both.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string Variable = "CRMVOICE_TEST_SQLSERVER";

    private readonly DatabaseProvider provider;
    private readonly string connectionString;

    public TestDatabase(DatabaseProvider provider)
    {
        this.provider = provider;
        connectionString = provider switch
        {
            DatabaseProvider.Sqlite => $"Data Source={Path.Combine(Folder.FullName, "crmvoice.db")};Pooling=False",
            DatabaseProvider.SqlServer => new SqlConnectionStringBuilder(Server)
            {
                InitialCatalog = $"CrmVoice_test_{Guid.NewGuid():N}",
                Pooling = false,
            }.ConnectionString,
        };
        if (provider is DatabaseProvider.Sqlite)
        {
            MigratedDatabase.CopyTo(Path.Combine(Folder.FullName, "crmvoice.db"));
        }
    }

    public static IEnumerable<TestFixtureData> Each => [new(DatabaseProvider.Sqlite), OnSqlServer];

    public static IEnumerable<TestFixtureData> Servers => [OnSqlServer];

    /// <summary>A folder for this test alone, gone with the database.</summary>
    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("crmvoice-tests-");

    public Dictionary<string, string?> Settings => new()
    {
        ["Database:Provider"] = provider.ToString(),
        ["ConnectionStrings:CrmVoice"] = connectionString,
    };

    private static string? Server => Environment.GetEnvironmentVariable(Variable);

    private static TestFixtureData OnSqlServer
    {
        get
        {
            var fixture = new TestFixtureData(DatabaseProvider.SqlServer);
            return string.IsNullOrWhiteSpace(Server) ? fixture.Ignore($"{Variable} holds no connection string of a SQL Server.") : fixture;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (provider is DatabaseProvider.SqlServer)
        {
            await DropAsync();
        }

        Folder.Delete(recursive: true);
    }

    private async Task DropAsync()
    {
        var builder = new SqlConnectionStringBuilder(connectionString);
        var name = builder.InitialCatalog;
        builder.InitialCatalog = "master";
        await using var connection = new SqlConnection(builder.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"IF DB_ID(N'{name}') IS NOT NULL BEGIN ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}]; END";
        await command.ExecuteNonQueryAsync();
    }
}
