using CrmVoice.Faults.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CrmVoice.Faults.Tests;

/// <summary>Somebody removes the database, puts another in its place or restores a backup, and forgets that CrmVoice is running.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ReplacedDatabaseTests : WithProcesses
{
    private const int Webhooks = 40;

    protected override int Agents => 1;

    private string Backup => Workspace.Database + ".backup";

    [TestCase("removed")]
    [TestCase("removed with its journal")]
    [TestCase("only its journal removed")]
    [TestCase("moved away")]
    [TestCase("replaced by its backup")]
    [TestCase("restored by SQLite")]
    public async Task What_would_be_lost_is_not_acknowledged_and_ready_says_so_until_the_right_file_is_there_and_CrmVoice_is_started_anew(
        string what)
    {
        await StartAsync();
        await BackUpAsync();
        var call = await PlaceAsync(Workspace.Agents[0]);
        var said = Transcripts.Answered.Of(call).First(one => one.Webhook == "agent-status");
        Assert.That((await App.HearAsync(call.Id, said)).Status, Is.EqualTo(204));
        Assert.That((await App.GetAsync("health/ready")).Status, Is.EqualTo(200));

        // It happens later than the last look.
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        await HappenAsync(what);
        if (what == "restored by SQLite")
        {
            await Eventually.EventuallyAsync(
                async () => (await App.GetAsync("health/ready")).Status == 503,
                "the restored state is noticed");
        }

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, Webhooks)
                .Select(number => App.HearAsync(call.Id, said with { Fields = [.. said.Fields, ("SequenceNumber", $"{number}")] })));
        var (ready, live, asked) = (
            await App.GetAsync("health/ready"),
            await App.GetAsync("health/live"),
            await App.HearAsync(call.Id, Transcripts.Answered.Of(call).First(one => one.Webhook == "answer")));

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(503));
        Assert.That((ready.Status, live.Status, asked.Status), Is.EqualTo((503, 200, 200)));
        Assert.That(asked.Body, Does.Contain("<Say").And.EndWith("</Response>"), "whoever is on the line is told");
        Assert.That(
            App.Log.Split('\n')
                .Count(line =>
                    line.Contains("was changed under the running process", StringComparison.Ordinal)
                    && line.Contains("Nothing is read or stored any more", StringComparison.Ordinal)),
            Is.EqualTo(1));

        await App.KillAsync();
        File.Copy(Backup, Workspace.Database, overwrite: true);
        File.Delete(Workspace.Database + "-wal");
        File.Delete(Workspace.Database + "-shm");
        await App.StartAsync();
        Assert.That((await App.GetAsync("health/ready")).Status, Is.EqualTo(200));
    }

    private async Task BackUpAsync()
    {
        await using var connection = await Workspace.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO @file";
        command.Parameters.AddWithValue("@file", Backup);
        await command.ExecuteNonQueryAsync();
    }

    private async Task HappenAsync(string what)
    {
        switch (what)
        {
            case "removed":
                File.Delete(Workspace.Database);
                break;
            case "removed with its journal":
                Array.ForEach(["", "-wal", "-shm"], ending => File.Delete(Workspace.Database + ending));
                break;
            case "only its journal removed":
                File.Delete(Workspace.Database + "-wal");
                break;
            case "moved away":
                File.Move(Workspace.Database, Workspace.Database + ".old");
                break;
            case "replaced by its backup":
                File.Copy(Backup, Workspace.Database + ".new");
                File.Move(Workspace.Database + ".new", Workspace.Database, overwrite: true);
                break;
            default:
                await using (var backup = new SqliteConnection($"Data Source={Backup};Pooling=False"))
                await using (var connection = await Workspace.OpenAsync())
                {
                    await backup.OpenAsync();
                    backup.BackupDatabase(connection);
                }

                break;
        }
    }
}
