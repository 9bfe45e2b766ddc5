using CrmVoice.Application.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Tests;

/// <summary>
/// A SQLite database with all migrations and no row, made once by each run. Most tests need no more than a copy of it: the migrations took
/// longer than what they tested.
/// </summary>
internal static class MigratedDatabase
{
    private static readonly Lazy<string> file = new(() => Task.Run(MakeAsync).GetAwaiter().GetResult());

    /// <param name="path">Where there is no file yet.</param>
    public static void CopyTo(string path) => File.Copy(file.Value, path);

    private static async Task<string> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("crmvoice-migrated-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var path = Path.Combine(folder, "crmvoice.db");
        var configuration = new ConfigurationBuilder()
            // Without a pool the file is whole once the last connection is closed.
            .AddInMemoryCollection([new("ConnectionStrings:CrmVoice", $"Data Source={path};Pooling=False")])
            .Build();
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddScoped<OrganizationScope>()
            .AddDatabase(configuration, folder)
            .BuildServiceProvider();
        await Database.MigrateAsync(services, CancellationToken.None);
        return path;
    }
}
