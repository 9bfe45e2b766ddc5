using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests.Conferences;

/// <summary>What Twilio does not document goes either way.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class UnknownsTests
{
    [Test]
    public async Task U1_digits_of_an_announcement_may_not_arrive()
    {
        await using var sandbox = await StartAsync("--Sandbox:Unknowns:AnnouncedDigitsArrive=false");
        var room = new Room(sandbox);
        room.Receiver.Answers("/digits", "<Play digits=\"12\"/>");
        var (_, contact) = await room.TalkAsync();

        await room.UpdateAsync(contact, ("AnnounceUrl", room.Receiver.Url + "/digits"));
        await room.HappensAsync("announcement-end C");

        Assert.That(await room.DigitsHeardAsync(contact), Is.Empty);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task U1_keys_may_cross_the_room(bool cross)
    {
        await using var sandbox = await StartAsync($"--Sandbox:Unknowns:KeysCrossTheRoom={cross}");
        var room = new Room(sandbox);
        var (agent, contact) = await room.TalkAsync();

        await sandbox.PressAsync(agent, "5#");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await room.DigitsHeardAsync(contact), Is.EqualTo(cross ? new[] { "5#" } : []));
            Assert.That(await room.DigitsHeardAsync(agent), Is.Empty);
        }
    }

    [TestCase("ActionAfterConferenceEnd", false)]
    [TestCase("ActionAfterConferenceEndOnHold", true)]
    public async Task U2_the_legs_that_are_left_may_end_without_being_asked(string unknown, bool onHold)
    {
        await using var sandbox = await StartAsync($"--Sandbox:Unknowns:{unknown}=false");
        var room = new Room(sandbox);
        var (agent, contact) = await room.TalkAsync();
        await room.UpdateAsync(agent, ("Hold", onHold ? "true" : "false"));

        await room.HangUpAsync(contact);
        await sandbox.EndOfAsync(agent);

        Assert.That(room.Receiver.At("/left/A"), Is.Empty);
    }

    [Test]
    public async Task U2_a_leg_that_was_on_hold_is_asked_and_so_may_be_one_that_hung_up()
    {
        await using var sandbox = await StartAsync(
            "--Sandbox:Unknowns:ActionAfterHangUpInRoom=true",
            "--Sandbox:Unknowns:RoomDialCallStatus=completed");
        var room = new Room(sandbox);
        var (agent, contact) = await room.TalkAsync();
        await room.UpdateAsync(agent, ("Hold", "true"));

        await room.HangUpAsync(contact);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await room.LeftAsync("A"))["DialCallStatus"], Is.EqualTo("completed"));
            Assert.That((await room.LeftAsync("C"))["CallStatus"], Is.EqualTo("completed"));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task U3_a_coach_whose_coached_has_left_is_heard_by_nobody_or_by_all(bool isHeard)
    {
        await using var sandbox = await StartAsync($"--Sandbox:Unknowns:StrayCoachIsHeard={isHeard}");
        var room = new Room(sandbox);
        var (agent, contact) = await room.TalkAsync();
        var supervisor = await room.JoinAsync("S", "+5511999930010", more: $"coach=\"{agent}\"");
        Assert.That(await room.HearersOfAsync(supervisor), Is.EqualTo([agent]));

        await room.CompleteAsync(agent);
        await room.HappensAsync("participant-leave A");

        Assert.That(await room.HearersOfAsync(supervisor), Is.EqualTo(isHeard ? new[] { contact } : []));
    }

    [Test]
    public async Task U4_numbers_and_the_order_of_join_and_start()
    {
        await using var sandbox = await StartAsync(
            "--Sandbox:Unknowns:FirstSequenceNumber=0",
            "--Sandbox:Unknowns:StartComesBeforeJoin=true",
            "--Sandbox:Unknowns:UnsubscribedEventsAreNumbered=false");
        var room = new Room(sandbox);
        await room.TalkAsync();
        await room.HappensAsync("participant-join C");

        Assert.That(
            room.Events.Zip(room.Story, (each, what) => $"{each["SequenceNumber"]} {what}"),
            Is.EqualTo(["0 participant-join A", "1 conference-start", "2 participant-join C"]));
    }

    [TestCase("call", "CallStatus", "ConferenceSid")]
    [TestCase("conference", "ConferenceSid", "CallStatus")]
    [TestCase("nothing", "", "CallSid")]
    public async Task U5_what_a_request_for_sound_says(string parameters, string present, string absent)
    {
        await using var sandbox = await StartAsync($"--Sandbox:Unknowns:SoundParameters={parameters}");
        var room = new Room(sandbox);
        room.Receiver.Answers("/hold", "<Pause length=\"60\"/>");
        var (_, contact) = await room.TalkAsync();
        await room.UpdateAsync(contact, ("Hold", "true"), ("HoldUrl", room.Receiver.Url + "/hold"), ("HoldMethod", "POST"));

        var asked = await room.ReceivedAsync("/hold");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(present.Length == 0 || asked.Has(present));
            Assert.That(asked.Has(absent), Is.False);
            Assert.That(asked.Headers, Does.ContainKey("X-Twilio-Signature"));
        }
    }

    [Test]
    public async Task U5_a_request_for_sound_may_not_be_signed()
    {
        await using var sandbox = await StartAsync("--Sandbox:Unknowns:SoundRequestsAreSigned=false");
        var room = new Room(sandbox);
        room.Receiver.Answers("/hold", "<Pause length=\"60\"/>");
        var (_, contact) = await room.TalkAsync();
        await room.UpdateAsync(contact, ("Hold", "true"), ("HoldUrl", room.Receiver.Url + "/hold"));

        Assert.That((await room.ReceivedAsync("/hold")).Headers, Does.Not.ContainKey("X-Twilio-Signature"));
    }

    [Test]
    public async Task U6_reasons_are_switched_while_the_sandbox_runs()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        using var switched = await sandbox.Http.PatchAsJsonAsync(
            "/sandbox/unknowns",
            new { reasonAfterCompletion = "participant_updated_via_api", reasonAfterRemoval = "participant_hung_up" });
        var (agent, _) = await room.TalkAsync();

        await room.CompleteAsync(agent);
        using var removed = await sandbox.Http.DeleteAsync(Path($"Conferences/{room.Sid}/Participants/C.json"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(switched.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(
                (await room.HappensAsync("participant-leave A"))["ReasonParticipantLeft"],
                Is.EqualTo("participant_updated_via_api"));
            Assert.That((await room.HappensAsync("participant-leave C"))["ReasonParticipantLeft"], Is.EqualTo("participant_hung_up"));
        }
    }

    [Test]
    public async Task U7_a_lost_far_end_is_noticed_after_a_while()
    {
        await using var sandbox = await StartAsync("--Sandbox:Unknowns:LossIsNoticedAfterSeconds=10");
        var room = new Room(sandbox);
        var (agent, _) = await room.TalkAsync();

        using var lost = await sandbox.Http.PostAsync($"/sandbox/calls/{agent}/lose", null);
        var during = await sandbox.GetAsync($"Calls/{agent}.json");
        await room.HappensAsync("participant-leave A");

        Assert.That(during.GetProperty("status").GetString(), Is.EqualTo("in-progress"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task U11_the_events_of_a_call_may_list_conference_callbacks(bool list)
    {
        await using var sandbox = await StartAsync($"--Sandbox:Unknowns:CallEventsListConferences={list}");
        var room = new Room(sandbox);
        var agent = await room.JoinAsync("A", Agent);
        await room.CompleteAsync(agent);
        await room.HappensAsync("participant-leave A");
        await sandbox.EndOfAsync(agent);

        var events = (await sandbox.GetAsync($"Calls/{agent}/Events.json")).GetProperty("events").EnumerateArray();
        Assert.That(
            events.Any(each => each.GetProperty("request").GetProperty("url").GetString()!.EndsWith("/events", StringComparison.Ordinal)),
            Is.EqualTo(list));
    }

    [TestCase("reasonAfterRemoval", "\"bored\"")]
    [TestCase("firstSequenceNumber", "7")]
    [TestCase("firstSequenceNumber", "\"x\"")]
    [TestCase("startComesBeforeJoin", "\"perhaps\"")]
    [TestCase("unheardOf", "true")]
    public async Task What_cannot_be_switched_so_changes_nothing(string name, string value)
    {
        await using var sandbox = await StartAsync();
        var before = await sandbox.Http.GetStringAsync("/sandbox/unknowns");

        using var content = new StringContent(
            $$"""{"keysCrossTheRoom": true, "{{name}}": {{value}}}""",
            System.Text.Encoding.UTF8,
            "application/json");
        using var response = await sandbox.Http.PatchAsync("/sandbox/unknowns", content);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("wrong").GetString(), Is.EqualTo(name));
            Assert.That(await sandbox.Http.GetStringAsync("/sandbox/unknowns"), Is.EqualTo(before));
        }
    }
}
