using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Faults.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Faults.Tests;

/// <summary>Two processes on one database, as while one replaces the other, or behind a load balancer.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class TwoProcessesTests : WithProcesses
{
    private const int Repetitions = 3;

    protected override int Agents => 8;

    [SetUp]
    public Task StartBothAsync() => StartAsync(processes: 2);

    [Test]
    public async Task Callbacks_that_go_to_both_at_once_and_more_than_once_are_taken_once_and_calls_are_dialled_once()
    {
        var calls = await Task.WhenAll(Workspace.Agents.Select((agent, number) => PlaceAsync(agent, Process(number))));
        foreach (var said in Enumerable.Range(0, Transcripts.Answered.Of(calls[0]).Length))
        {
            var answers = await Task.WhenAll(
                calls.SelectMany(call =>
                    Enumerable
                        .Range(0, 2 * Repetitions)
                        .Select(time => Process(time).HearAsync(call.Id, Transcripts.Answered.Of(call)[said]))));
            Assert.That(answers.Select(answer => answer.Status), Is.All.AnyOf(200, 204));
        }

        await AllIsTakenAsync();
        var stored = await Workspace.LookAsync(db => db.InboundWebhooks.AsNoTracking().ToListAsync());
        var steps = (
            await Workspace.LookAsync(db => db.CallSteps.AsNoTracking().Where(step => step.WebhookKey != null).ToListAsync())
        ).ToLookup(step => step.WebhookKey);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stored, Has.Count.EqualTo(calls.Length * Transcripts.Answered.Of(calls[0]).Length));
            Assert.That(
                stored.Select(row => (row.State, row.Arrivals, row.ArrivalsTaken)),
                Is.All.EqualTo((WebhookState.Applied, 2 * Repetitions, 2 * Repetitions)));
            Assert.That(
                stored.Select(row => steps[row.Key].Count(step => step.Effect.Kind is not StepEffectKind.Duplicate)),
                Is.All.EqualTo(1),
                "taken once");
            Assert.That(stored.Select(row => steps[row.Key].Count()), Is.All.EqualTo(2 * Repetitions), "each arrival has its line");
            Assert.That(
                Twilio.Creates.Select(create => create.CallId),
                Is.EquivalentTo(calls.Select(call => call.Id)),
                "each call was asked for once");
        }

        foreach (var call in calls)
        {
            var ended = await ReadAsync(call);
            Assert.That(
                (ended.State, ended.Result, ended.TalkSeconds, ended.Legs.Count, ended.Recordings.Count),
                Is.EqualTo((CallState.Ended, (CallResult?)CallResult.Answered, (int?)95, 2, 1)));
        }

        await AssertDatabaseIsSoundAsync();
    }

    [Test]
    public async Task What_one_of_them_hears_is_told_to_the_browsers_of_both()
    {
        var agent = Workspace.Agents[0];
        var session = await SignedIn.AsAsync(Process(0), agent);
        await using var here = await Ear.OpenAsync(Process(0), session);
        await using var there = await Ear.OpenAsync(Process(1), session);

        var call = await PlaceAsync(agent, Process(0));
        await Process(1).HearAsync(call.Id, call.Agent("ringing", 2));
        await here.HearsAsync(call.Id, "call.agent-ringing");
        await there.HearsAsync(call.Id, "call.agent-ringing");
        await Process(0).HearAsync(call.Id, call.Agent("busy", 3));

        await here.HearsAsync(call.Id, "call.ended");
        await there.HearsAsync(call.Id, "call.ended");
    }

    [Test]
    public async Task What_is_asked_of_Twilio_is_asked_by_one_of_them()
    {
        var calls = await Task.WhenAll(Workspace.Agents.Select((agent, number) => PlaceAsync(agent, Process(number))));
        await Eventually.EventuallyAsync(
            () => Workspace.LookAsync(db => db.Calls.AllAsync(call => call.State == CallState.CallingAgent)),
            "all calls are dialled");

        await Task.WhenAll(
            Workspace.Agents.SelectMany(
                (agent, number) => Enumerable.Range(0, 2).Select(process => Process(process).HangUpAsync(agent, calls[number].Id))));
        await Task.WhenAll(
            calls.SelectMany(call =>
                Enumerable.Range(0, 2).Select(process => Process(process).HearAsync(call.Id, call.Agent("ringing", 2)))));
        await Eventually.EventuallyAsync(
            () => Workspace.LookAsync(db => db.CarrierRequests.AllAsync(request => request.State == CarrierRequestState.Done)),
            "everything is asked");

        Assert.That(Twilio.Creates.Select(create => create.CallId), Is.EquivalentTo(calls.Select(call => call.Id)));
        Assert.That(Twilio.HungUp, Is.EquivalentTo(calls.Select(call => call.AgentSid)));
    }
}
