using System.Data.Common;
using CrmVoice.Infrastructure.Persistence.Sqlite;
using CrmVoice.Infrastructure.Persistence.SqlServer;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Persistence;

internal static class Database
{
    // A call has two legs and seldom more than one recording: one query for all of it is the cheapest, and sees one moment.
    private const QuerySplittingBehavior WholeCalls = QuerySplittingBehavior.SingleQuery;

    // Of one try to connect, and of one statement.
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 10;

    private static readonly OrganizationSessions organizationSessions = new();

    // An index on a table of years.
    private static readonly TimeSpan migrationLasts = TimeSpan.FromHours(2);

    public static IServiceCollection AddDatabase(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        var options = configuration.GetSection("Database").Get<DatabaseOptions>() ?? new DatabaseOptions();
        var connectionString = configuration.GetConnectionString("CrmVoice") ?? DatabaseOptions.DefaultConnectionString;
        services.AddSingleton<StorageGate>();
        return options.Provider switch
        {
            DatabaseProvider.Sqlite => services
                .AddSingleton<SqliteWriters>()
                .AddSingleton<SqliteFile>()
                .AddSingleton<SqlitePragmas>()
                .AddHostedService<SqliteFileWatch>()
                .AddDbContext<CrmVoiceDbContext, SqliteCrmVoiceDbContext>(
                    (provider, db) =>
                        Quietly(db)
                            .UseSqlite(ReadSqlite(connectionString, contentRoot), sqlite => sqlite.UseQuerySplittingBehavior(WholeCalls))
                            .AddInterceptors(provider.GetRequiredService<SqlitePragmas>())),
            DatabaseProvider.SqlServer => services.AddDbContext<CrmVoiceDbContext, SqlServerCrmVoiceDbContext>(db =>
                Quietly(db)
                    .UseSqlServer(
                        ReadSqlServer(connectionString),
                        server => server.ExecutionStrategy(work => new OutageStrategy(work)).UseQuerySplittingBehavior(WholeCalls))
                    .AddInterceptors(new OpeningFailures(), organizationSessions)),
        };
    }

    /// <summary>Creates the database or brings the schema up to date.</summary>
    /// <exception cref="DatabaseUnavailableException">The database cannot be opened or changed, or is of a newer version.</exception>
    public static Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        UseAsync(
            services,
            async db =>
            {
                if (db.IsSqlite()
                    && new SqliteConnectionStringBuilder(db.GetConnectionString()).DataSource is { Length: > 0 } path
                    && path != ":memory:")
                {
                    SecretFiles.CreateFile(path);
                }

                await ReachAsync(db, mayBeMissing: true, cancellationToken);
                await EnsureNotNewerAsync(db, cancellationToken);
                // Even with nothing to do, EF Core would first compare the whole model with its snapshot, for most of a second.
                if ((await db.GetPendingMigrationsAsync(cancellationToken)).Any())
                {
                    db.SetCommandTimeout(migrationLasts);
                    await db.MigrateAsync(cancellationToken);
                }
            });

    /// <summary>
    /// Looks whether the database answers and is none that only a newer version understands, and warns where it is set up badly. That
    /// migrations wait is for <c>/health/ready</c> to say.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">It does not answer or is of a newer version.</exception>
    public static Task CheckAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        UseAsync(
            services,
            async db =>
            {
                await ReachAsync(db, mayBeMissing: false, cancellationToken);
                await EnsureNotNewerAsync(db, cancellationToken);
                if (db.IsSqlServer())
                {
                    await RowVersions.CheckAsync(
                        db,
                        services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Database)),
                        cancellationToken);
                }
            });

    /// <summary>Asks a server once, for as long as the connection string says, without the patience that work in progress has.</summary>
    public static async Task ReachAsync(DatabaseFacade db, bool mayBeMissing, CancellationToken cancellationToken)
    {
        if (!db.IsSqlServer())
        {
            return;
        }

        var connection = db.GetDbConnection();
        try
        {
            await connection.OpenAsync(cancellationToken);
        }
        catch (SqlException exception) when (mayBeMissing && exception.Number == DatabaseFault.CannotOpenDatabase)
        {
            // The server is there, and the database is still to be created.
        }
        finally
        {
            await connection.CloseAsync();
        }
    }

    /// <summary>Works on the file itself.</summary>
    /// <exception cref="BackupRefusedException">There is none: the database is on a server.</exception>
    public static Task UseFileAsync(IServiceProvider services, Func<string, Task> work) => UseAsync(services, db => db.IsSqlite()
        ? work(new SqliteConnectionStringBuilder(db.GetConnectionString()).DataSource)
        : throw new BackupRefusedException("SQL Server backs its databases up itself: see BACKUP DATABASE and RESTORE DATABASE."));

    private static async Task UseAsync(IServiceProvider services, Func<DatabaseFacade, Task> work)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
            // A migration fills in rows of all.
            db.WorkForAllOrganizations();
            await work(db.Database);
        }
        catch (Exception exception)
            when (exception is DbException or IOException or UnauthorizedAccessException or RetryLimitExceededException)
        {
            throw DatabaseFault.Explain(
                exception as RetryLimitExceededException is { InnerException: { } inner } ? inner : exception,
                scope.ServiceProvider);
        }
    }

    private static async Task EnsureNotNewerAsync(DatabaseFacade db, CancellationToken cancellationToken)
    {
        if ((await db.GetAppliedMigrationsAsync(cancellationToken)).Except(db.GetMigrations()).Order().LastOrDefault() is { } unknown)
        {
            throw new DatabaseUnavailableException(
                $"it belongs to a newer version of CrmVoice than this one, which does not know its migration {unknown}.");
        }
    }

    // Two writers meeting is expected and done over; what is not expected is logged by whoever catches it.
    private static DbContextOptionsBuilder Quietly(DbContextOptionsBuilder db) => db.ConfigureWarnings(warnings => warnings.Log(
        (CoreEventId.SaveChangesFailed, LogLevel.Debug),
        (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug),
        (RelationalEventId.CommandError, LogLevel.Debug),
        (RelationalEventId.ConnectionError, LogLevel.Debug)));

    // SqlClient by itself waits for 15 s to connect and for 30 s for an answer, and after a failure refuses all connections for up to a
    // minute, be the server back or not. What the operator says himself holds.
    private static string ReadSqlServer(string connectionString) =>
        Read(
            connectionString,
            text =>
            {
                var builder = new SqlConnectionStringBuilder(text);
                builder.ConnectTimeout = builder.ShouldSerialize("Connect Timeout") ? builder.ConnectTimeout : ConnectSeconds;
                builder.CommandTimeout = builder.ShouldSerialize("Command Timeout") ? builder.CommandTimeout : CommandSeconds;
                builder.PoolBlockingPeriod = builder.ShouldSerialize("Pool Blocking Period")
                    ? builder.PoolBlockingPeriod
                    : PoolBlockingPeriod.NeverBlock;
                return builder.ConnectionString;
            });

    // A relative path means the same file wherever the application is started from.
    private static string ReadSqlite(string connectionString, string contentRoot) =>
        Read(
            connectionString,
            text =>
            {
                var builder = new SqliteConnectionStringBuilder(text);
                if (builder.Mode is not SqliteOpenMode.Memory
                    && builder.DataSource is { Length: > 0 } path
                    && path != ":memory:"
                    && !Path.IsPathRooted(path))
                {
                    builder.DataSource = Path.Combine(contentRoot, path);
                }

                // Created by --migrate alone: whoever looks for it in the wrong place is to be told.
                builder.Mode = builder.ShouldSerialize("Mode") ? builder.Mode : SqliteOpenMode.ReadWrite;

                builder.DefaultTimeout = builder.ShouldSerialize("Default Timeout") ? builder.DefaultTimeout : CommandSeconds;
                return builder.ConnectionString;
            });

    private static string Read(string connectionString, Func<string, string> read)
    {
        try
        {
            return read(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // What it stumbled over may be a piece of the password: not even the inner exception is told.
            throw new DatabaseUnavailableException(
                "ConnectionStrings:CrmVoice is no connection string of the provider in Database:Provider.");
        }
    }
}
