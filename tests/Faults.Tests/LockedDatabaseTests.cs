using CrmVoice.Domain.Calls;
using CrmVoice.Faults.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Faults.Tests;

/// <summary>Somebody else, such as a backup or a curious administrator, holds the database for longer than anybody likes.</summary>
internal sealed class LockedDatabaseTests : WithProcesses
{
    private static readonly TimeSpan held = TimeSpan.FromSeconds(5);

    // A deadline and no measure, Twilio's own: that they are answered before the lock ends is what holds. What each step may take is
    // held by WebhookTimeoutTests.
    private static readonly TimeSpan twilioWaits = TimeSpan.FromSeconds(15);

    protected override int Agents => 5;

    [Test]
    public async Task While_somebody_else_locks_the_database_for_five_seconds_callers_are_answered_in_time_callbacks_are_refused_with_503_and_none_is_lost()
    {
        await StartAsync();
        var calls = await Task.WhenAll(Workspace.Agents.SkipLast(1).Select(agent => PlaceAsync(agent)));
        var all = calls.SelectMany(call => Transcripts.Answered.Of(call).Select(said => (Call: call, Said: said))).ToList();

        await using var somebody = await Workspace.OpenAsync();
        await RunAsync(somebody, "BEGIN IMMEDIATE");
        var heard = all.Select(async one => (one.Call, one.Said, Answer: await App.HearAsync(one.Call.Id, one.Said))).ToList();
        var asked = all.Zip(heard).Where(one => IsAsking(one.First.Said)).Select(one => one.Second).ToList();
        var placing = App.PlaceAsync(Workspace.Agents[^1]);
        // The fault itself.
        await Task.WhenAll(Task.WhenAll(asked).WaitAsync(twilioWaits), Task.Delay(held));
        Assert.That(
            heard.Except(asked).Where(one => one.IsCompleted).Select(one => one.Result.Answer.Status),
            Is.All.EqualTo(503),
            "nobody is told that something was stored that cannot have been");
        await RunAsync(somebody, "ROLLBACK");
        var answers = await Task.WhenAll(heard);
        var placed = await placing;

        TestContext.Out.WriteLine(
            $"{answers.Length} callbacks: {answers.Count(one => one.Answer.Status is 200 or 204)} taken, {answers.Count(one => one.Answer.Status == 503)} asked to come again"
        );
        foreach (var (call, said, answer) in answers)
        {
            var asks = IsAsking(said);
            Assert.That(answer.Status, asks ? Is.EqualTo(200) : Is.AnyOf(204, 503), said.Webhook);
            Assert.That(answer.Body, asks ? Does.EndWith("</Response>") : Is.AnyOf("", "Not stored. Please try again."));
            if (answer.Status == 503)
            {
                Assert.That((await App.HearAsync(call.Id, said)).Status, Is.EqualTo(204));
            }
        }

        await AllIsTakenAsync();
        foreach (var call in calls)
        {
            var ended = await ReadAsync(call);
            Assert.That(
                (ended.State, ended.Result, ended.TalkSeconds),
                Is.EqualTo((CallState.Ended, (CallResult?)CallResult.Answered, (int?)95)));
        }

        await Eventually.EventuallyAsync(() => Twilio.TimesMade(placed) == 1, "the call that was placed meanwhile is dialled");
        Assert.That((await App.GetAsync("sign-in")).Status, Is.EqualTo(200));
        await AssertDatabaseIsSoundAsync();
    }

    [Test]
    public async Task However_many_wait_to_write_to_a_locked_database_a_caller_is_answered_in_time_and_in_the_words_of_the_organization()
    {
        await StartAsync();
        var call = await PlaceAsync(Workspace.Agents[0]);
        var session = await SignedIn.AsAsync(App, Workspace.Agents[0]);
        await using var somebody = await Workspace.OpenAsync();
        await RunAsync(somebody, "BEGIN IMMEDIATE");

        var writing = Enumerable.Range(0, 60).Select(async number =>
        {
            using var form = session.Form("contacts", ("Name", $"Carla {number}"));
            return (int)(await App.SendAsync(form)).StatusCode;
        }).ToList();
        var answer = await App.HearAsync(call.Id, Transcripts.Answered.Of(call).First(IsAsking)).WaitAsync(twilioWaits);

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Body, Does.Contain("Ocorreu um erro"));
        await RunAsync(somebody, "ROLLBACK");
        Assert.That(await Task.WhenAll(writing), Is.All.AnyOf(302, 503));
    }

    [Test]
    public async Task While_somebody_else_keeps_the_database_locked_programs_and_people_are_asked_to_come_again_and_nothing_of_it_is_done()
    {
        await StartAsync(patience: TimeSpan.FromSeconds(1));
        var session = await SignedIn.AsAsync(App, Workspace.Agents[0]);

        await using var somebody = await Workspace.OpenAsync();
        await RunAsync(somebody, "BEGIN IMMEDIATE");
        await AssertNothingCanBeStoredAsync(Workspace.Agents[^1], session);
        await RunAsync(somebody, "ROLLBACK");

        Assert.That(
            await Workspace.LookAsync(async db => (await db.Calls.CountAsync(), await db.Contacts.CountAsync())),
            Is.EqualTo((0, 0)));
        await PlaceAsync(Workspace.Agents[^1]);
    }

    private static bool IsAsking(SentWebhook said) => said.Webhook is "answer" or "dial-result";

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written above.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
