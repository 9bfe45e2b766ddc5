using System.Diagnostics;
using CrmVoice.Domain.Calls;
using CrmVoice.Faults.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Faults.Tests;

/// <summary>The disk under the database is full. Nothing more can be stored, and nobody is told otherwise.</summary>
internal sealed class FullDiskTests : WithProcesses
{
    private const int Megabytes = 24;

    private readonly DirectoryInfo disk = Directory.CreateTempSubdirectory("crmvoice-small-disk-");
    private bool isMounted;

    protected override int Agents => 4;

    private string Filler => Path.Combine(disk.FullName, "filler");

    [SetUp]
    public async Task MountAsync()
    {
        var said = OperatingSystem.IsLinux()
            ? await RunAsync("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "tmpfs", disk.FullName)
            : "there is no tmpfs on this system";
        isMounted = said is "";
        if (!isMounted)
        {
            Assert.Ignore($"A small disk of its own cannot be mounted here: {said}");
        }

        await StartAsync(databaseFolder: disk.FullName);
    }

    [TearDown]
    public async Task UnmountAsync()
    {
        if (isMounted)
        {
            await RunAsync("umount", "--lazy", disk.FullName);
        }

        disk.Delete();
    }

    [Test]
    public async Task While_the_disk_is_full_callbacks_are_asked_to_come_again_callers_are_answered_and_those_who_watch_are_told_and_room_is_all_that_is_needed()
    {
        var calls = await Task.WhenAll(Workspace.Agents.SkipLast(1).Select(agent => PlaceAsync(agent)));
        var all = calls.SelectMany(call => Transcripts.Answered.Of(call).Select(said => (Call: call, Said: said))).ToList();
        await Eventually.EventuallyAsync(
            () => Workspace.LookAsync(db => db.Calls.AllAsync(call => call.State == CallState.CallingAgent)),
            "all calls are dialled");
        var before = await RowsAsync();
        var session = await SignedIn.AsAsync(App, Workspace.Agents[0]);
        await FillAsync();

        foreach (var (call, said) in all)
        {
            var answer = await App.HearAsync(call.Id, said);
            var asks = said.Webhook is "answer" or "dial-result";
            Assert.That(answer.Status, Is.EqualTo(asks ? 200 : 503), said.Webhook);
            Assert.That(answer.Body, asks ? Does.EndWith("</Response>") : Is.EqualTo("Not stored. Please try again."));
        }

        Assert.That(await App.GetAsync("health/ready"), Is.EqualTo((503, "Unhealthy")));
        await AssertNothingCanBeStoredAsync(Workspace.Agents[^1], session);
        Assert.That(
            (await App.ReadAsync(Workspace.Agents[0], calls[0].Id)).GetProperty("state").GetString(),
            Is.EqualTo("calling-agent"),
            "reading goes on");
        Assert.That((await App.GetAsync("sign-in")).Status, Is.EqualTo(200));
        Assert.That(await RowsAsync(), Is.EqualTo(before), "half of something was written");

        File.Delete(Filler);
        foreach (var (call, said) in all)
        {
            Assert.That((await App.HearAsync(call.Id, said)).Status, Is.AnyOf(200, 204), said.Webhook);
        }

        Assert.That(await App.GetAsync("health/ready"), Is.EqualTo((200, "Healthy")));
        await AllIsTakenAsync();
        foreach (var call in calls)
        {
            var ended = await ReadAsync(call);
            Assert.That(
                (ended.State, ended.Result, ended.TalkSeconds),
                Is.EqualTo((CallState.Ended, (CallResult?)CallResult.Answered, (int?)95)));
        }

        await PlaceAsync(Workspace.Agents[0]);
        await AssertDatabaseIsSoundAsync();
    }

    // What was written ahead goes into the file first: nothing that is stored from now on finds old room there.
    private async Task FillAsync()
    {
        await using var connection = await Workspace.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync();
        try
        {
            await using var filler = File.Create(Filler, bufferSize: 1);
            var piece = new byte[4096];
            while (true)
            {
                await filler.WriteAsync(piece);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private Task<string> RowsAsync() =>
        Workspace.LookAsync(async db =>
            $"{await db.InboundWebhooks.CountAsync()} webhooks, {await db.CallSteps.CountAsync()} steps, {await db.CallEvents.CountAsync()} events, {await db.Set<Leg>().CountAsync()} legs, {await db.CarrierRequests.CountAsync()} requests"
        );

    /// <returns>What it complained of; nothing where it worked.</returns>
    private static async Task<string> RunAsync(string command, params string[] arguments)
    {
        try
        {
            using var process = System.Diagnostics.Process.Start(
                new ProcessStartInfo(command, arguments) { RedirectStandardError = true }
            )!;
            var complaint = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? "" : $"{complaint.Trim()} ({process.ExitCode})";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
