using System.Diagnostics;
using CrmVoice.Web.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CrmVoice.Web.Tests.Hosting;

/// <summary>
/// What an operator does with the built application: starts it too early, from anywhere, with a demo inside, backs it up and restores it.
/// </summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class OperationTests
{
    private const string NoModes = "Windows has no such modes.";

    private static readonly DirectoryInfo once = Directory.CreateTempSubdirectory("crmvoice-operation-");

    private static readonly Lazy<Task<string>> migrated = new(async () =>
    {
        Assert.That((await OperatedApp.RunAsync(once, "Production", "--migrate")).ExitCode, Is.Zero);
        return Path.Combine(once.FullName, "crmvoice.db");
    });

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("crmvoice-operation-");

    private string DatabaseFile => Path.Combine(folder.FullName, "crmvoice.db");

    private string Keys => Path.Combine(folder.FullName, "keys");

    [OneTimeTearDown]
    public static void CleanOnce() => once.Delete(recursive: true);

    [TearDown]
    public void Clean() => folder.Delete(recursive: true);

    [Test]
    public async Task A_server_that_does_not_answer_is_waited_for()
    {
        await using var app = OperatedApp.Start(
            folder, "Production", "--Database:Provider=SqlServer",
            "--ConnectionStrings:CrmVoice=Server=tcp:127.0.0.1,1;Database=crm;User Id=sa;Password=hunter2;Connect Timeout=2;Encrypt=False");

        await app.IsAsync("health/live", 200);
        Assert.That(await app.GetAsync("health/ready"), Is.EqualTo(503));
        Assert.That(app.Output, Does.Contain("The database cannot be used").And.Not.Contain("   at ").And.Not.Contain("hunter2"));
    }

    [Test]
    public async Task Who_is_started_before_the_migrations_were_run_waits_for_them_says_so_and_goes_on_by_itself()
    {
        await using var app = OperatedApp.Start(folder, "Production");
        await app.IsAsync("health/live", 200);
        Assert.That(await app.GetAsync("health/ready"), Is.EqualTo(503));
        Assert.That(File.Exists(DatabaseFile), Is.False, "only --migrate creates it");

        Assert.That((await OperatedApp.RunAsync(folder, "Production", "--migrate")).ExitCode, Is.Zero);

        await app.IsAsync("health/ready", 200);
        Assert.That(app.Output, Does.Contain("waits for its migrations").And.Not.Contain("   at "));
    }

    [Test]
    public async Task A_port_that_is_taken_ends_it_with_one_clear_line()
    {
        await MigrateAsync();
        await using var first = OperatedApp.Start(folder, "Production");
        await first.IsAsync("health/live", 200);

        var (exitCode, said) = await OperatedApp.RunAsync(folder, "Production", $"--urls={first.Url}");

        AssertRefused(exitCode, said, "address already in use");
        Assert.That(said, Does.Contain("listen elsewhere"));
    }

    [TestCase("--Database:Provider=Oracle", "Database:Provider")]
    [TestCase("--Twilio:CallsPerSecond=many", "Twilio:CallsPerSecond")]
    [TestCase("--Sandbox:Enabled=perhaps", "Sandbox:Enabled")]
    [TestCase("--Webhooks:KeepParametersFor=ages", "Webhooks:KeepParametersFor")]
    [TestCase("--urls=banana", "banana")]
    [TestCase("--urls=http://192.0.2.1:5999", "It cannot listen where it is told to")]
    [TestCase("--backup", "--backup needs a value")]
    [TestCase("--migrate --remove-demo", "One thing at a time")]
    public async Task A_setting_that_cannot_be_used_ends_it_with_one_clear_line(string arguments, string complaint)
    {
        await MigrateAsync();
        var (exitCode, said) = await OperatedApp.RunAsync(folder, "Production", arguments.Split(' '));
        AssertRefused(exitCode, said, complaint);
    }

    [TestCase("--ConnectionStrings:CrmVoice=Data Source=data/old.db", "data/old.db", "database")]
    [TestCase("--Keys:Path=data/old-keys", "data/old-keys", "key ring")]
    public async Task What_stands_where_somebody_stands_and_not_in_the_applications_folder_is_told_with_both_places(
        string setting,
        string path,
        string what)
    {
        var old = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(old)!);
        await File.WriteAllTextAsync(old, "");

        var (exitCode, said) = await OperatedApp.RunAsync(folder, "Production", "--migrate", setting);

        AssertRefused(exitCode, said, $"There is a {what} at {old}, and none at {Path.Combine(AppContext.BaseDirectory, path)}");
    }

    [Test]
    public async Task Database_and_keys_are_their_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore(NoModes);
            return;
        }

        Assert.That((await OperatedApp.RunAsync(folder, "Production", "--migrate")).ExitCode, Is.Zero);
        await using var app = OperatedApp.Start(folder, "Production");
        await app.IsAsync("health/ready", 200);
        await app.IsAsync("sign-in", 200);

        using (Assert.EnterMultipleScope())
        {
            foreach (var file in Directory.GetFiles(folder.FullName))
            {
                Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
            }

            Assert.That(File.GetUnixFileMode(Keys), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        }
    }

    [Test]
    public async Task An_older_key_folder_that_is_open_to_others_is_closed_with_a_warning_and_somebody_elses_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore(NoModes);
            return;
        }

        const UnixFileMode open =
            UnixFileMode.UserRead
            | UnixFileMode.UserWrite
            | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead
            | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead
            | UnixFileMode.OtherExecute;
        await MigrateAsync();
        Directory.CreateDirectory(Keys, open);
        await using (var app = OperatedApp.Start(folder, "Production"))
        {
            await app.IsAsync("health/ready", 200);
            Assert.That(app.Output, Does.Contain("was open to others and is closed now"));
            Assert.That(File.GetUnixFileMode(Keys), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        }

        if (Environment.UserName != "root")
        {
            Assert.Ignore("Only root can give a folder to somebody else.");
        }

        File.SetUnixFileMode(Keys, open);
        using var chown = Process.Start("chown", ["12345", Keys]);
        await chown.WaitForExitAsync();
        var (exitCode, said) = await OperatedApp.RunAsync(folder, "Production");
        AssertRefused(exitCode, said, "belongs to another user");
    }

    [Test]
    public async Task A_database_with_the_demo_inside_is_refused_outside_Development_until_its_people_and_tokens_are_removed(
        [Values("Production", "Staging")] string environment)
    {
        await using (var demo = OperatedApp.Start(folder, "Development", "--Demo:Enabled=true"))
        {
            await demo.IsAsync("health/ready", 200);
        }

        var (exitCode, said) = await OperatedApp.RunAsync(folder, environment);
        AssertRefused(exitCode, said, "--remove-demo");

        (exitCode, said) = await OperatedApp.RunAsync(folder, environment, "--remove-demo");
        Assert.That((exitCode, said), Is.EqualTo((0, said)));
        Assert.That(said, Does.Contain("7 people and 7 tokens"));
        await using var app = OperatedApp.Start(folder, environment);
        await app.IsAsync("health/ready", 200);
    }

    [Test]
    public async Task The_first_organization_is_created_at_the_command_line_and_its_admin_signs_in_with_what_that_says()
    {
        var (exitCode, said) = await OperatedApp.RunAsync(
            folder,
            "Production",
            "--create-organization",
            "Padaria São João",
            "--admin",
            "dona@padaria.example");
        AssertRefused(exitCode, said, "waits for its migrations");
        await MigrateAsync();
        (exitCode, said) = await OperatedApp.RunAsync(folder, "Production", "--create-organization", "Padaria São João");
        AssertRefused(exitCode, said, "needs --admin EMAIL");

        (exitCode, said) = await OperatedApp.RunAsync(
            folder,
            "Production",
            "--create-organization",
            "Padaria São João",
            "--admin=dona@padaria.example");

        Assert.That(exitCode, Is.Zero, said);
        Assert.That(await AskAsync("SELECT Role || ' ' || Name FROM Memberships", ""), Does.EndWith(" dona@padaria.example"));
        var first = LinkIn(said);
        (exitCode, said) = await OperatedApp.RunAsync(
            folder,
            "Production",
            "--create-organization",
            "Another",
            "--admin=dona@padaria.example");
        AssertRefused(exitCode, said, "already taken");
        Assert.That(await AskAsync("SELECT count(*) FROM Organizations", ""), Is.EqualTo(1));

        (exitCode, said) = await OperatedApp.RunAsync(folder, "Production", "--password-link", "nobody@padaria.example");
        AssertRefused(exitCode, said, "Nobody signs in as nobody@padaria.example.");
        (exitCode, said) = await OperatedApp.RunAsync(folder, "Production", "--password-link", "dona@padaria.example");
        Assert.That(exitCode, Is.Zero, said);
        await using var app = OperatedApp.Start(folder, "Production");
        await app.IsAsync("health/ready", 200);
        Assert.That(await app.GetAsync(first), Is.EqualTo(200));
        Assert.That(await app.GetAsync(LinkIn(said)), Is.EqualTo(200));
        Assert.That(await app.GetAsync(LinkIn(said)[..^4]), Is.EqualTo(404));
    }

    [Test]
    public async Task A_backup_is_made_while_CrmVoice_runs_and_restored_while_it_does_not()
    {
        var backup = Path.Combine(folder.FullName, "backup.db");
        await MigrateAsync();
        await using (var app = OperatedApp.Start(folder, "Production"))
        {
            await app.IsAsync("health/ready", 200);
            await WriteAsync("before");
            Assert.That((await OperatedApp.RunAsync(folder, "Production", "--backup", backup)).ExitCode, Is.Zero);
            await WriteAsync("after");

            var (exitCode, said) = await OperatedApp.RunAsync(folder, "Production", "--backup", backup);
            AssertRefused(exitCode, said, "There is a file");
            (exitCode, said) = await OperatedApp.RunAsync(folder, "Production", "--restore", backup);
            AssertRefused(exitCode, said, "is in use");
            Assert.That(await app.GetAsync("health/ready"), Is.EqualTo(200));
        }

        var restored = await OperatedApp.RunAsync(folder, "Production", $"--restore={backup}");

        Assert.That(restored.ExitCode, Is.Zero, restored.Output);
        Assert.That(await ReadAsync(), Is.EqualTo("before"));
        var kept = Directory.GetFiles(folder.FullName, "crmvoice.db.before-*").Single();
        Assert.That(restored.Output, Does.Contain(kept));
        await using var again = OperatedApp.Start(folder, "Production");
        await again.IsAsync("health/ready", 200);
    }

    [Test]
    public async Task A_damaged_database_is_replaced_by_a_backup_and_a_damaged_backup_replaces_nothing()
    {
        var (backup, damaged) = (Path.Combine(folder.FullName, "backup.db"), Path.Combine(folder.FullName, "damaged.db"));
        await MigrateAsync();
        await WriteAsync("before");
        Assert.That((await OperatedApp.RunAsync(folder, "Production", "--backup", backup)).ExitCode, Is.Zero);
        await File.WriteAllBytesAsync(damaged, [.. (await File.ReadAllBytesAsync(backup)).Take(20_000)]);
        var (exitCode, said) = await OperatedApp.RunAsync(folder, "Production", "--restore", damaged);
        AssertRefused(exitCode, said, damaged);
        Assert.That(await ReadAsync(), Is.EqualTo("before"));

        await File.WriteAllTextAsync(DatabaseFile, new string('x', 5000));
        (exitCode, said) = await OperatedApp.RunAsync(folder, "Production");
        AssertRefused(exitCode, said, "--restore");
        Assert.That((await OperatedApp.RunAsync(folder, "Production", "--restore", backup)).ExitCode, Is.Zero);
        Assert.That(await ReadAsync(), Is.EqualTo("before"));
    }

    // The path, as whoever stands behind the public address sees it.
    private static string LinkIn(string said) => said[said.IndexOf("choose-password?", StringComparison.Ordinal)..].Trim();

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

    // To start a process for it each time would take the longest of all.
    private async Task MigrateAsync() => File.Copy(await migrated.Value, DatabaseFile);

    private async Task WriteAsync(string text) =>
        await AskAsync("CREATE TABLE IF NOT EXISTS Note (Text TEXT); DELETE FROM Note; INSERT INTO Note VALUES (@text)", text);

    private Task<object?> ReadAsync() => AskAsync("SELECT Text FROM Note", "");

    private async Task<object?> AskAsync(string sql, string text)
    {
        await using var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        await connection.OpenAsync();
        await using var command = new SqliteCommand(sql, connection);
        command.Parameters.AddWithValue("@text", text);
        return await command.ExecuteScalarAsync();
    }
}
