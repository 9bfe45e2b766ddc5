using CrmVoice.Application;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Infrastructure.Persistence.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace CrmVoice.SqlServer.Tests;

/// <summary>The real use cases and repositories, on a server that only listens.</summary>
internal sealed class SilentCrm : IAsyncDisposable
{
    private readonly SilentServer server = new();
    private readonly ServiceProvider services;

    public SilentCrm()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                new("PublicBaseUrl", "https://crm.example"),
                new("Database:Provider", "SqlServer"),
                new("ConnectionStrings:CrmVoice", "Server=none"),
            ])
            .Build();
        var collection = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<ICurrentUser>(new Anybody());
        collection.AddApplication(autoMapperLicenseKey: null);
        collection.AddInfrastructure(configuration, new Nowhere());
        collection.RemoveAll<CrmVoiceDbContext>();
        collection.AddScoped<CrmVoiceDbContext>(provider => new SqlServerCrmVoiceDbContext(
            new DbContextOptionsBuilder<SqlServerCrmVoiceDbContext>()
                .UseSqlServer(server, sql => sql.EnableRetryOnFailure().UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery))
                .Options,
            provider.GetRequiredService<OrganizationScope>()));
        services = collection.BuildServiceProvider();
    }

    public static OrganizationId Organization { get; } = OrganizationId.New();

    /// <summary>What was said while this was done, even if no rows were too few for it.</summary>
    public async Task<IReadOnlyList<SilentServer.SentWebhook>> ListenAsync(Func<IServiceProvider, Task> work)
    {
        server.Receipt.Clear();
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(Organization);
        try
        {
            await work(scope.ServiceProvider);
        }
        catch (Exception exception)
            when (exception
                    is NotFoundException
                        or DbUpdateException
                        or InvalidOperationException { Message: "Sequence contains no elements." })
        {
            // There was nothing to find or to count, or nothing came back of what was stored.
        }

        return [.. server.Receipt];
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await server.DisposeAsync();
    }

    private sealed class Anybody : ICurrentUser
    {
        public UserId UserId { get; } = UserId.New();

        public MembershipId MembershipId { get; } = MembershipId.New();

        public OrganizationId OrganizationId => Organization;

        public Role Role => Role.Admin;
    }

    private sealed class Nowhere : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Test";

        public string ApplicationName { get; set; } = "CrmVoice";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
