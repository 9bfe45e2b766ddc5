using CrmVoice.Application.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CrmVoice.Infrastructure.Tests.Persistence;

/// <summary>What is said while a database cannot be worked with yet.</summary>
internal sealed class StorageCheckTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("crmvoice-storage-");
    private readonly FakeTimeProvider clock = new();
    private readonly RecordedLog log = new();

    [TearDown]
    public void Clean() => folder.Delete(recursive: true);

    [Test]
    public async Task However_often_it_is_looked_at_waiting_for_migrations_is_said_once_a_minute()
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:CrmVoice"] = $"Data Source={Path.Combine(folder.FullName, "crmvoice.db")};Pooling=False",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        await using var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning))
            .AddScoped<OrganizationScope>()
            .AddInfrastructure(configuration, new Production(), folder.FullName)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IHostApplicationLifetime>(new Lifetime())
            .BuildServiceProvider();
        List<int> said = [];

        for (var second = 0; second <= 70; second += 10)
        {
            await services.CheckStorageAsync(CancellationToken.None);
            said.Add(log.Text.Split("waits for its migrations").Length - 1);
            clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.That(said, Is.EqualTo(new[] { 1, 1, 1, 1, 1, 1, 2, 2 }));
        Assert.That(services.GetRequiredService<StorageGate>().Reason, Does.Contain("--migrate"));
    }

    private sealed class Production : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;

        public string ApplicationName { get; set; } = "CrmVoice";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
