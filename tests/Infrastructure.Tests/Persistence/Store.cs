using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Tests.Persistence;

/// <summary>A migrated database and nothing above it. Every look is a unit of work of its own, so that what is seen was stored.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly TestDatabase? database;
    private readonly ServiceProvider services;

    private Store(TestDatabase? database, Dictionary<string, string?> settings)
    {
        this.database = database;
        services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Warning))
            .AddScoped<OrganizationScope>()
            .AddDatabase(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), Path.GetTempPath())
            .BuildServiceProvider();
    }

    public IServiceProvider Services => services;

    /// <summary>Warnings and errors.</summary>
    public RecordedLog Log { get; } = new();

    public DatabaseProbe DatabaseProbe =>
        new(services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<StorageGate>());

    /// <summary>A folder that goes with the database.</summary>
    public DirectoryInfo Folder => database!.Folder;

    public static async Task<Store> CreateAsync(DatabaseProvider provider)
    {
        var database = new TestDatabase(provider);
        var store = new Store(database, database.Settings);
        await Database.MigrateAsync(store.services, CancellationToken.None);
        return store;
    }

    /// <summary>A database that is somebody else's, or none at all.</summary>
    public static Store At(DatabaseProvider provider, string connectionString) =>
        new(null, new() { ["Database:Provider"] = provider.ToString(), ["ConnectionStrings:CrmVoice"] = connectionString });

    /// <summary>The same database as another process sees it.</summary>
    public Store OfAnotherProcess() => new(null, database!.Settings);

    public async Task<TResult> AsAsync<TResult>(OrganizationId? organization, Func<CrmVoiceDbContext, Task<TResult>> work)
    {
        await using var scope = services.CreateAsyncScope();
        if (organization is { } id)
        {
            scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(id);
        }

        return await work(scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>());
    }

    public Task<int> SaveAsync(OrganizationId organization, params IEnumerable<object> rows) => AsAsync(organization, db =>
    {
        db.AddRange(rows);
        return db.SaveChangesAsync();
    });

    public Task<HealthCheckResult> CheckHealthAsync() => new DatabaseHealth(DatabaseProbe).CheckHealthAsync(new HealthCheckContext());

    /// <summary>A context that outlives the call; whoever opens it disposes of it.</summary>
    public CrmVoiceDbContext Open() => services.CreateScope().ServiceProvider.GetRequiredService<CrmVoiceDbContext>();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (database is not null)
        {
            await database.DisposeAsync();
        }
    }
}
