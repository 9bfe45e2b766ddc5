using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace CrmVoice.Web.Tests.Hosting;

/// <summary>The built application as a process: what an operator sees who has set something up wrongly.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class StartUpTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("crmvoice-start-up-");

    [TearDown]
    public void Clean() => folder.Delete(recursive: true);

    [Test]
    public async Task A_database_that_cannot_be_opened_ends_it_with_one_clear_line(
        [Values("--migrate", "--urls=http://127.0.0.1:0")] string argument)
    {
        var (exitCode, said) = await RunAsync(
            "Development",
            argument,
            "--ConnectionStrings:CrmVoice=Data Source=/proc/no-such-place/crmvoice.db;Password=hunter2");

        AssertRefused(exitCode, said, "The database cannot be used");
        Assert.That(said, Does.Not.Contain("hunter2"));
    }

    [TestCase("Circle", "A setting cannot be read")]
    public async Task A_topology_that_there_is_not_ends_it_with_one_clear_line(string topology, string reason)
    {
        var file = Path.Combine(folder.FullName, "crm.db");
        var (exitCode, said) = await RunAsync(
            "Development",
            $"--ConnectionStrings:CrmVoice=Data Source={file}",
            $"--Calls:Topology={topology}");

        AssertRefused(exitCode, said, reason);
    }

    [Test]
    public async Task A_file_that_is_no_database_is_left_alone()
    {
        var file = Path.Combine(folder.FullName, "letter.db");
        await File.WriteAllTextAsync(file, new string('x', 5000));

        var (exitCode, said) = await RunAsync("Development", $"--ConnectionStrings:CrmVoice=Data Source={file}");

        AssertRefused(exitCode, said, "The database cannot be used");
        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo(new string('x', 5000)));
    }

    [Test]
    public async Task Migrating_a_server_that_is_not_there_ends_with_one_clear_line_and_soon()
    {
        // Nothing listens on port 1. Work in progress would try again for a while: this does not.
        var (exitCode, said) = await RunAsync(
            "Production", "--migrate", "--PublicBaseUrl=https://crm.example.com", "--Database:Provider=SqlServer",
            "--ConnectionStrings:CrmVoice=Server=tcp:127.0.0.1,1;Database=crm;User Id=sa;Password=hunter2;Connect Timeout=2;Encrypt=False");

        AssertRefused(exitCode, said, "The database cannot be used");
        Assert.That(said, Does.Not.Contain("hunter2").And.Not.Contain("127.0.0.1"));
    }

    [Test]
    public async Task A_connection_string_that_is_none_is_not_repeated([Values("Sqlite", "SqlServer")] string provider)
    {
        var (exitCode, said) = await RunAsync(
            "Production",
            "--PublicBaseUrl=https://crm.example.com",
            $"--Database:Provider={provider}",
            "--ConnectionStrings:CrmVoice=Password=hun;ter2=3");

        AssertRefused(exitCode, said, "ConnectionStrings:CrmVoice is no connection string");
        Assert.That(said, Does.Not.Contain("ter2"));
    }

    [Test]
    public async Task A_database_of_a_newer_version_is_left_alone([Values("--migrate", "--urls=http://127.0.0.1:0")] string argument)
    {
        await RunAsync("Production", "--migrate", "--PublicBaseUrl=https://crm.example.com");
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, "crmvoice.db")};Pooling=False"))
        {
            await database.OpenAsync();
            await using var insert = new SqliteCommand(
                "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Telepathy', '99.0.0')",
                database);
            await insert.ExecuteNonQueryAsync();
        }

        var (exitCode, said) = await RunAsync("Production", argument, "--PublicBaseUrl=https://crm.example.com");

        AssertRefused(exitCode, said, "a newer version of CrmVoice");
        Assert.That(said, Does.Contain("29990101000000_Telepathy"));
    }

    [Test]
    public async Task A_key_ring_that_cannot_be_written_ends_it_with_one_clear_line()
    {
        var file = Path.Combine(folder.FullName, "not-a-folder");
        await File.WriteAllTextAsync(file, "");

        var (exitCode, said) = await RunAsync("Production", "--PublicBaseUrl=https://crm.example.com", $"--Keys:Path={file}");

        AssertRefused(exitCode, said, $"The key ring {file} (Keys:Path) cannot be written");
    }

    [Test]
    public async Task Production_does_not_start_with_what_is_not_safe()
    {
        var (exitCode, said) = await RunAsync("Production", "--Demo:Enabled=true", "--PublicBaseUrl=https://crm.example.com");

        AssertRefused(exitCode, said, "Demo:Enabled is refused in Production");
    }

    [TestCase("https://crm_voice.example.com", "underscore")]
    [TestCase("crm.example.com", "PublicBaseUrl")]
    [TestCase("", "PublicBaseUrl")]
    public async Task A_public_address_that_Twilio_would_not_call_is_refused(string address, string complaint)
    {
        var (exitCode, said) = await RunAsync("Production", $"--PublicBaseUrl={address}", "--Demo:Enabled=false");

        AssertRefused(exitCode, said, complaint);
    }

    [Test]
    public async Task A_public_address_that_cannot_be_right_is_said_and_keeps_nobody_from_starting()
    {
        // What ends it is the key ring, which is looked at later.
        var file = Path.Combine(folder.FullName, "not-a-folder");
        await File.WriteAllTextAsync(file, "");

        var (exitCode, said) = await RunAsync(
            "Staging",
            "--PublicBaseUrl=http://localhost:5080",
            "--Demo:Enabled=true",
            $"--Keys:Path={file}");

        AssertRefused(exitCode, said, "The key ring");
        Assert.That(said, Does.Contain("PublicBaseUrl http://localhost:5080 is not-https").And.Contain("is not-public"));
        Assert.That(said.Split('\n'), Has.Exactly(1).Contains("Staging: the sandbox and addresses without https are allowed"));
    }

    [Test]
    public async Task Migrate_creates_the_schema_and_ends()
    {
        var (exitCode, said) = await RunAsync("Production", "--migrate", "--PublicBaseUrl=https://crm.example.com");

        Assert.That(exitCode, Is.Zero, said);
        await using var database = new SqliteConnection(
            $"Data Source={Path.Combine(folder.FullName, "crmvoice.db")};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync();
        await using var query = new SqliteCommand(
            "SELECT count(*) FROM sqlite_master WHERE name IN ('Calls', 'CallLegs', 'CarrierRequests', 'Organizations', 'AspNetUsers')",
            database);
        Assert.That(await query.ExecuteScalarAsync(), Is.EqualTo(5));
    }

    private static void AssertRefused(int exitCode, string said, string reason)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.EqualTo(1), said);
            Assert.That(
                said.Split('\n').Where(line => line.Contains("CrmVoice cannot start.", StringComparison.Ordinal)),
                Has.Exactly(1).Contains(reason),
                said);
            Assert.That(said, Does.Not.Contain("   at ").And.Not.Contain("Unhandled"), "no stack trace");
        }
    }

    private async Task<(int ExitCode, string SentWebhook)> RunAsync(string environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
        };
        string[] all =
        [
            "exec",
            Path.Combine(AppContext.BaseDirectory, "CrmVoice.Web.dll"),
            $"--environment={environment}",
            "--Sandbox:Enabled=false",
            $"--ConnectionStrings:CrmVoice=Data Source={Path.Combine(folder.FullName, "crmvoice.db")}",
            $"--Keys:Path={Path.Combine(folder.FullName, "keys")}",
            "--Logging:Console:FormatterName=simple",
            .. arguments,
        ];
        Array.ForEach(all, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(over.Token), process.StandardError.ReadToEndAsync(over.Token));
            await process.WaitForExitAsync(over.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
