using System.Net;
using System.Net.Http.Json;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests.Conferences;

/// <summary>Callbacks of rooms that are lost, come twice or come late, as somebody asks.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class CallbackFateTests
{
    [Test]
    public async Task One_that_is_lost_leaves_a_gap_in_the_numbers()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        await room.DoomAsync(new { fate = "lose", @event = "participant-join" });
        room.Admits("A");
        await room.AskAsync("A", Agent);
        await room.PassAsync(5);
        await room.JoinAsync("C", Room.Contact);
        await room.HappensAsync("conference-start");

        Assert.That(
            room.Events.Zip(room.Story, (each, what) => $"{each["SequenceNumber"]} {what}"),
            Is.EqualTo(["2 participant-join C", "3 conference-start"]));
    }

    [Test]
    public async Task One_that_is_repeated_is_the_same_to_the_byte()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        await room.DoomAsync(new { fate = "repeat" });
        await room.JoinAsync("A", Agent);
        await room.JoinAsync("C", Room.Contact);
        await room.HappensAsync("conference-start");

        var joins = room.Events.Where(each => each["ParticipantLabel"] == "A").ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(joins, Has.Length.EqualTo(2));
            Assert.That(joins.Select(each => each.Body + each.Headers["I-Twilio-Idempotency-Token"]).Distinct().Count(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task One_that_is_late_comes_after_the_next()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var (_, contact) = await room.TalkAsync();
        await room.DoomAsync(new { fate = "delay", @event = "participant-hold", callSid = contact, conferenceSid = room.Sid });
        await room.UpdateAsync(contact, ("Hold", "true"));
        await room.UpdateAsync(contact, ("Hold", "false"));
        await room.HappensAsync("participant-hold C");

        Assert.That(room.Story.TakeLast(2), Is.EqualTo(["participant-unhold C", "participant-hold C"]));
    }

    [TestCase("burn", "participant-join")]
    [TestCase("lose", "participant-sneeze")]
    public async Task What_cannot_become_of_a_callback_is_refused(string fate, string @event)
    {
        await using var sandbox = await StartAsync();
        using var response = await sandbox.Http.PostAsJsonAsync("/sandbox/conference-callbacks", new { fate, @event });
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }
}
