using CrmVoice.Infrastructure.Persistence;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrmVoice.Infrastructure.Tests.Persistence;

/// <summary>Databases that do not answer; no server is needed to find that out.</summary>
internal sealed class UnreachableDatabaseTests
{
    private const string Login = "Database=crm;User Id=sa;Password=hunter2;Connect Timeout=2;Encrypt=False";

    // Nothing listens on port 1; and a name without a machine is something EF Core would try again for a while.
    private const string NoServer = $"Server=tcp:127.0.0.1,1;{Login}";
    private const string NoName = $"Server=tcp:crm.invalid;{Login}";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("crmvoice-tests-");

    [TearDown]
    public void Clean() => folder.Delete(recursive: true);

    [TestCase(NoServer)]
    [TestCase(NoName)]
    public async Task A_server_that_is_not_there_is_asked_once_and_its_connection_string_kept_to_ourselves(string connectionString)
    {
        await using var store = Store.At(DatabaseProvider.SqlServer, connectionString);
        foreach (var use in new[] { Database.CheckAsync, Database.MigrateAsync })
        {
            var failure = Assert.ThrowsAsync<DatabaseUnavailableException>(() => use(store.Services, CancellationToken.None));
            Assert.That(
                failure!.Message,
                Does.StartWith("The database cannot be used: ")
                    .And.Not.Contain("hunter2")
                    .And.Not.Contain("127.0.0.1")
                    .And.Not.Contain("crm.invalid")
                    .And.Not.Contain("\n"));
            Assert.That(
                failure.InnerException,
                Is.InstanceOf<Microsoft.Data.SqlClient.SqlException>(),
                "No execution strategy has tried again.");
        }
    }

    [Test]
    public async Task Without_its_server_it_is_not_ready()
    {
        await using var store = Store.At(DatabaseProvider.SqlServer, NoServer);
        await AssertDoesNotAnswerAsync(store);
    }

    [Test]
    public async Task Without_a_file_that_is_a_database_it_is_not_ready()
    {
        var file = Path.Combine(folder.FullName, "crmvoice.db");
        await File.WriteAllTextAsync(file, new string('x', 5000));
        await using var store = Store.At(DatabaseProvider.Sqlite, $"Data Source={file};Pooling=False");
        await AssertDoesNotAnswerAsync(store);
    }

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.SqlServer)]
    public async Task A_connection_string_that_is_none_is_not_repeated(DatabaseProvider provider)
    {
        await using var store = Store.At(provider, "Password=hun;ter2=3");
        var failure = Assert.ThrowsAsync<DatabaseUnavailableException>(() => Database.CheckAsync(store.Services, CancellationToken.None));
        Assert.That(failure!.ToString(), Does.Contain("ConnectionStrings:CrmVoice").And.Not.Contain("ter2"));
    }

    [Test]
    public async Task Looking_at_a_SQLite_file_that_is_not_there_does_not_create_it()
    {
        var file = Path.Combine(folder.FullName, "crmvoice.db");
        await using var store = Store.At(DatabaseProvider.Sqlite, $"Data Source={file};Pooling=False");
        await Database.CheckAsync(store.Services, CancellationToken.None);
        Assert.That(File.Exists(file), Is.False);
    }

    private static async Task AssertDoesNotAnswerAsync(Store store)
    {
        var health = await store.CheckHealthAsync();
        Assert.That((health.Status, health.Description), Is.EqualTo((HealthStatus.Unhealthy, "The database does not answer.")));
    }
}
