using System.Net.Http.Json;
using System.Text.Json;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Web.Tests.Sandboxed;

/// <summary>
/// Any single status callback of the agent's or the contact's leg of a call in a room gets lost on its way: the call ends all the same, and
/// tells who talked for how long and who ended it.
/// </summary>
internal sealed class LostStatusTests
{
    private static readonly string[] statuses = ["initiated", "ringing", "in-progress", "completed"];

    // Longer than a live call is silent before it is looked up.
    private static readonly TimeSpan silence = TimeSpan.FromSeconds(100);

    [Test]
    public async Task With_any_one_status_of_a_leg_lost_a_call_in_a_room_comes_to_the_same_end()
    {
        await using var door = await LossyDoor.StartAsync();
        var clock = new ClockThatLeaps();
        await using var sandbox = await QuickSandbox.StartAsync(
            clock,
            ringSeconds: 6,
            ("Calls:Topology", "Room"),
            ("PublicBaseUrl", door.Url));
        door.Behind = new Uri(sandbox.App.Address);
        var calls = new List<Lost>();
        foreach (var (role, status) in new[] { LegRole.Agent, LegRole.Contact }
                .SelectMany(role => statuses.Select(status => (role, status))))
        {
            var agent = await sandbox.App.HireAsync();
            // Answers, and hangs up after 20 s.
            var contact = $"+55119{8100 + calls.Count}0001";
            var number = role is LegRole.Agent ? agent.Phone : contact;
            door.Loses(number, status);
            calls.Add(new Lost(agent, (await agent.PlaceAsync(contact)).Id, contact, number, role, status));
        }

        var legs = await Eventually.EventuallyAsync(
            () => LegsAsync(sandbox.Url),
            legs => calls.All(call => legs.TryGetValue(call.Contact, out var leg) && leg.IsOver && legs[call.Agent.Phone].IsOver),
            "all calls are over at Twilio");
        clock.Leap(silence);
        // A callback that is on its way still is heard after the leap, and the call is silent anew from then on: time goes on.
        await Eventually.EventuallyAsync(
            async () =>
            {
                clock.Leap(TimeSpan.FromSeconds(1));
                var states = await Task.WhenAll(calls.Select(call => call.Agent.CallAsync(call.Id)));
                return string.Join("; ", calls.Zip(states).Where(call => call.Second.State != "ended").Select(call => call.First));
            },
            live => live.Length == 0,
            "all calls end");

        using (Assert.EnterMultipleScope())
        {
            foreach (var call in calls)
            {
                Assert.That(door.TimesLost(call.Number, call.Status), Is.EqualTo(1), $"{call}: lost");
                await AssertIsTrueAsync(sandbox.App, call, legs[call.Contact].Seconds);
            }
        }
    }

    private static async Task AssertIsTrueAsync(CrmVoiceApp app, Lost lost, int seconds)
    {
        await using var scope = app.Enter(lost.Agent.Tenant.Id, out var db);
        var call = await db.Calls.AsNoTracking().Include(one => one.Legs).SingleAsync(one => one.Id == new CallId(lost.Id));
        Assert.That(
            (call.Result, call.EndedBy?.Role, call.Talks.Count),
            Is.EqualTo(((CallResult?)CallResult.Answered, (EndedByRole?)EndedByRole.Contact, 1)),
            $"{lost}");
        Assert.That(call.Legs.Select(leg => leg.Status), Is.EqualTo(new[] { LegStatus.Completed, LegStatus.Completed }), $"{lost}");
        var talk = call.Talks[0].When;
        Assert.That(talk.To, Is.Not.Null, $"{lost}");
        Assert.That(talk.IsEstimated || Math.Abs(call.TalkSeconds!.Value - seconds) <= 2, $"{lost}: {call.TalkSeconds} s of {seconds} s");
        Assert.That(call.ConnectedAt, Is.EqualTo(talk.From).Within(TimeSpan.FromSeconds(2)), $"{lost}");
    }

    // By the number that was called; each was called once.
    private static async Task<Dictionary<string, (bool IsOver, int Seconds)>> LegsAsync(string url)
    {
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        var calls = await http.GetFromJsonAsync<JsonElement>("/sandbox/calls");
        return calls.EnumerateArray().ToDictionary(
            call => call.GetProperty("to").GetString()!,
            call => (
                call.GetProperty("status").GetString() is "completed",
                call.GetProperty("duration") is { ValueKind: JsonValueKind.Number } duration ? duration.GetInt32() : 0));
    }

    private sealed record Lost(Agent Agent, Guid Id, string Contact, string Number, LegRole Role, string Status)
    {
        public override string ToString() => $"{Role}, {Status} lost";
    }

    // Goes with the machine's, and is then ahead of it.
    private sealed class ClockThatLeaps : TimeProvider
    {
        private long ticks;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref ticks));

        public void Leap(TimeSpan ahead) => Interlocked.Add(ref ticks, ahead.Ticks);
    }
}
