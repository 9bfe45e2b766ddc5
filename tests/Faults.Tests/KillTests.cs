using System.Collections.Concurrent;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Faults.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Faults.Tests;

/// <summary>
/// The process dies in the middle of everything, again and again: what was answered holds, and nobody's telephone rings twice.
/// </summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class KillTests : WithProcesses
{
    private const int Kills = 20;
    private const int Callers = 24;
    private const int MaxCalls = 600;

    // Long enough for a few calls to come and go, and different each time.
    private const int ShortestLife = 200;
    private const int LongestLife = 900;

    private readonly ConcurrentDictionary<(Guid CallId, string Webhook, string Body), Delivery> deliveries = new();
    private readonly ConcurrentDictionary<Guid, Task> stories = new();
    private readonly ConcurrentDictionary<Guid, Agent> accepted = new();
    private readonly CancellationTokenSource over = new();
    private DateTimeOffset lastKill;
    private int asked;

    protected override int Agents => Callers;

    [TearDown]
    public void DisposeOfTheEnd() => over.Dispose();

    [Test]
    public async Task After_being_killed_twenty_times_everything_acknowledged_is_there_once_and_nothing_was_dialled_twice()
    {
        await StartAsync();
        Twilio.OnMade = made => stories.GetOrAdd(made.CallId, id => Task.Run(() => TellAsync(id)));
        var callers = Workspace.Agents.Select(agent => Task.Run(() => CallAgainAndAgainAsync(agent))).ToList();
        await KillAgainAndAgainAsync();
        await over.CancelAsync();
        await Task.WhenAll(callers);
        await AllIsDialledAsync();
        await Task.WhenAll(stories.Values);
        await AllIsTakenAsync();
        await App.KillAsync();

        TestContext.Out.WriteLine(
            $"{Kills} kills, {accepted.Count} calls accepted, {Twilio.Calls.Count} dialled, {deliveries.Values.Sum(one => one.Tries)} callbacks sent, {deliveries.Values.Sum(one => one.Acknowledged)} acknowledged"
        );
        Assert.That(accepted, Has.Count.GreaterThan(Kills), "there was no load worth the name");
        Assert.That(deliveries.Values.Count(one => one.Tries > one.Acknowledged), Is.GreaterThan(0), "no callback was ever cut off");
        using (Assert.EnterMultipleScope())
        {
            await AssertStoredAndTakenOnceAsync();
            await AssertCallsAreTrueAsync();
            await AssertDatabaseIsSoundAsync();
        }
    }

    private async Task KillAgainAndAgainAsync()
    {
        var random = new Random(9);
        for (var kill = 0; kill < Kills; kill++)
        {
            // The fault is the moment: it comes when it comes.
            await Task.Delay(random.Next(ShortestLife, LongestLife));
            await App.KillAsync();
            lastKill = DateTimeOffset.UtcNow;
            await App.StartAsync();
        }
    }

    /// <summary>
    /// Until no request to dial is left but those that a process took with it into its grave: they are looked into after a minute.
    /// </summary>
    private Task AllIsDialledAsync() =>
        Eventually.EventuallyAsync(
            () =>
                Workspace.LookAsync(async db =>
                    !await db.CarrierRequests.AnyAsync(request =>
                        request.Kind == CreateCall.Name
                        && (
                            request.State == CarrierRequestState.Pending
                            || (request.State == CarrierRequestState.Sending && request.ClaimedAt >= lastKill)))),
            "all calls are dialled");

    /// <summary>An agent who calls the next contact as soon as the last call is over, and asks again where nobody answered.</summary>
    private async Task CallAgainAndAgainAsync(Agent agent)
    {
        while (!over.IsCancellationRequested && Interlocked.Increment(ref asked) <= MaxCalls)
        {
            var key = Guid.NewGuid().ToString();
            Guid? placed = null;
            await RepeatAsync(async () => (placed = await App.TryPlaceAsync(agent, key)) is not null);
            if (placed is not { } callId)
            {
                return;
            }

            accepted[callId] = agent;
            await RepeatAsync(async () => stories.TryGetValue(callId, out var story) && await IsFreeAfterAsync(story));
        }

        async Task<bool> IsFreeAfterAsync(Task story)
        {
            await story;
            return !await Workspace.LookAsync(db => db.Seats.AnyAsync(seat => seat.MemberId == agent.Id));
        }
    }

    /// <summary>Says all of T1, one thing after the other, each until it is acknowledged.</summary>
    private async Task TellAsync(Guid callId)
    {
        foreach (var said in Transcripts.Answered.Of(
                new TwilioCall(callId, "+5511977000000", "+5511987650000", DateTimeOffset.UtcNow - TwilioCall.Noon)))
        {
            var delivery = deliveries.GetOrAdd(
                (callId, said.Webhook, await new FormUrlEncodedContent(said.Form).ReadAsStringAsync()),
                _ => new Delivery());
            while (delivery.Acknowledged == 0)
            {
                delivery.Tries++;
                var (status, body) = await App.HearAsync(callId, said);
                // Where it could not be stored in time, whoever is on the line is told so: that acknowledges nothing.
                if (status is >= 200 and < 300 && !body.Contains("Ocorreu um erro", StringComparison.Ordinal))
                {
                    delivery.Acknowledged++;
                }
                else
                {
                    await Task.Delay(20);
                }
            }
        }
    }

    private async Task RepeatAsync(Func<Task<bool>> isDone)
    {
        while (!await isDone() && !over.IsCancellationRequested)
        {
            await Task.Delay(20);
        }
    }

    private async Task AssertStoredAndTakenOnceAsync()
    {
        var stored = (await Workspace.LookAsync(db => db.InboundWebhooks.AsNoTracking().ToListAsync())).ToLookup(webhook =>
            (webhook.CallId.Value, webhook.Webhook, webhook.Parameters));
        var steps = (
            await Workspace.LookAsync(db => db.CallSteps.AsNoTracking().Where(step => step.WebhookKey != null).ToListAsync())
        ).ToLookup(step => (step.CallId.Value, step.WebhookKey));
        Assert.That(stored.Sum(same => same.Count()), Is.EqualTo(deliveries.Count), "rows of the inbox");
        foreach (var ((callId, webhook, body), delivery) in deliveries)
        {
            var row = stored[(callId, webhook, body)].Single();
            var taken = steps[(callId, row.Key)].ToList();
            Assert.That((row.State, row.Arrivals - row.ArrivalsTaken), Is.EqualTo((WebhookState.Applied, 0)), webhook);
            Assert.That(row.Arrivals, Is.InRange(delivery.Acknowledged, delivery.Tries), $"{webhook}: arrivals");
            // That a recording has begun is no news any more where its end was heard first.
            Assert.That(
                taken.Count(step => step.Effect.Kind is not StepEffectKind.Duplicate),
                webhook == "recording" ? Is.LessThanOrEqualTo(1) : Is.EqualTo(1),
                $"{webhook}: taken into the call once");
            Assert.That(taken, Has.Count.EqualTo(row.Arrivals), $"{webhook}: each arrival has its line");
        }
    }

    private async Task AssertCallsAreTrueAsync()
    {
        var calls = await Workspace.LookAsync(db =>
            db.Calls.Include(call => call.Legs).Include(call => call.Recordings).AsNoTracking().ToListAsync());
        var waiting = await Workspace.LookAsync(db =>
            db.CarrierRequests.AsNoTracking()
                .Where(request => request.State == CarrierRequestState.Pending || request.State == CarrierRequestState.Sending)
                .ToListAsync());
        Assert.That(accepted.Keys.Except(calls.Select(call => call.Id.Value)), Is.Empty, "calls that were accepted and are forgotten");
        Assert.That(Twilio.Calls.GroupBy(made => made.CallId).Where(same => same.Count() > 1), Is.Empty, "calls that were dialled twice");
        Assert.That(
            calls.Where(call => !call.HasEnded).GroupBy(call => call.AgentId).Where(same => same.Count() > 1),
            Is.Empty,
            "agents with two calls at once");
        foreach (var call in calls)
        {
            if (Twilio.TimesMade(call.Id.Value) == 0)
            {
                if (call.HasEnded)
                {
                    // Only a slow machine gets here: Twilio was asked for minutes and knows nothing.
                    Assert.That(call.Result, Is.EqualTo(CallResult.CarrierFailed));
                    continue;
                }

                Assert.That(
                    (call.State, call.AgentLeg ?? call.ContactLeg),
                    Is.EqualTo((CallState.Requested, (Leg?)null)),
                    "nobody has heard of this call");
                Assert.That(waiting.Select(request => request.CallId), Has.Member(call.Id), "and it is still on somebody's list");
                continue;
            }

            Assert.That(
                (call.State, call.Result, call.TalkSeconds, call.Recordings.Single().Status),
                Is.EqualTo((CallState.Ended, (CallResult?)CallResult.Answered, (int?)95, RecordingStatus.Completed)));
            Assert.That(
                call.Legs.Select(leg => leg.CallSid),
                Is.EquivalentTo(new[] { TwilioCall.AgentSidOf(call.Id.Value), new TwilioCall(call.Id.Value, "", "").ContactSid }));
            foreach (var leg in call.Legs)
            {
                var told = leg
                    .Reports.Where(report => report.Source is FactSource.Callback && report.Status is not null)
                    .Select(report => report.Status!.Value);
                Assert.That(
                    told,
                    Is.EquivalentTo(new[] { LegStatus.Initiated, LegStatus.Ringing, LegStatus.InProgress, LegStatus.Completed }),
                    "each report once");
            }
        }
    }

    private sealed class Delivery
    {
        public int Tries { get; set; }

        public int Acknowledged { get; set; }
    }
}
