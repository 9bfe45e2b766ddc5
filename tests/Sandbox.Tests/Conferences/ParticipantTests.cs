using System.Net;
using CrmVoice.Sandbox.Callbacks;
using Microsoft.AspNetCore.Http;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests.Conferences;

/// <summary>What the REST API does to a participant.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ParticipantTests
{
    [Test]
    public async Task Hold_plays_its_document_until_the_hold_is_over()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        room.Receiver.Answers("/hold", "<Say>One moment</Say><Play loop=\"0\">/music.wav</Play>");
        var (_, contact) = await room.TalkAsync();

        var held = await room.UpdateAsync(contact, ("Hold", "true"), ("HoldUrl", room.Receiver.Url + "/hold"), ("HoldMethod", "POST"));
        var asked = await room.ReceivedAsync("/hold");
        var hold = await room.HappensAsync("participant-hold C");
        var again = await room.UpdateAsync(contact, ("Hold", "true"));
        var unheld = await room.UpdateAsync("C", ("Hold", "false"));
        var unhold = await room.HappensAsync("participant-unhold C");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((asked.Method, asked["CallSid"], asked["CallStatus"]), Is.EqualTo(("POST", contact, "in-progress")));
            Assert.That(asked.Signature, Is.EqualTo(TwilioSignature.Compute(Token, room.Receiver.Url + "/hold", asked.Form)));
            Assert.That((hold["Hold"], unhold["Hold"], hold["CallSid"]), Is.EqualTo(("true", "false", contact)));
            Assert.That(
                new[] { held, again, unheld }.Select(each => each.GetProperty("hold").GetBoolean()),
                Is.EqualTo([true, true, false]));
            Assert.That(room.Story.Count(each => each == "participant-hold C"), Is.EqualTo(1), "it was on hold already");
        }
    }

    [Test]
    public async Task A_hold_without_a_method_asks_by_GET_and_without_a_url_for_nothing()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        room.Receiver.Answers("/hold", _ => Results.Bytes([82, 73, 70, 70], "audio/x-wav"));
        var (agent, contact) = await room.TalkAsync();

        await room.UpdateAsync(agent, ("Hold", "true"));
        await room.UpdateAsync(contact, ("Hold", "true"), ("HoldUrl", room.Receiver.Url + "/hold"));

        Assert.That((await room.ReceivedAsync("/hold")).Method, Is.EqualTo("GET"));
    }

    [Test]
    public async Task Whether_it_ends_the_conference_cannot_be_changed_on_hold_and_nobody_says_so()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var (_, contact) = await room.TalkAsync();

        await room.UpdateAsync(contact, ("Hold", "true"));
        var onHold = await room.UpdateAsync(contact, ("EndConferenceOnExit", "false"));
        await room.UpdateAsync(contact, ("Hold", "false"));
        var after = await room.UpdateAsync(contact, ("EndConferenceOnExit", "false"));
        var modify = await room.HappensAsync("participant-modify C");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(onHold.GetProperty("end_conference_on_exit").GetBoolean(), Is.True);
            Assert.That(after.GetProperty("end_conference_on_exit").GetBoolean(), Is.False);
            Assert.That(modify["EndConferenceOnExit"], Is.EqualTo("false"));
            Assert.That(room.Story.Count(each => each.StartsWith("participant-modify", StringComparison.Ordinal)), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Mute_and_coaching_are_reported_one_by_one()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var (agent, _) = await room.TalkAsync();
        var supervisor = await room.JoinAsync("S", "+5511999930010", more: "muted=\"true\" startConferenceOnEnter=\"false\"");

        var whispers = await room.UpdateAsync("S", ("Coaching", "true"), ("CallSidToCoach", agent), ("Muted", "false"));
        var barges = await room.UpdateAsync("S", ("Coaching", "false"));
        var listens = await room.UpdateAsync(supervisor, ("Muted", "true"));
        await room.HappensAsync("participant-mute S");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                room.Story.Where(each => each.EndsWith('S')),
                Is.EqualTo(
                [
                    "participant-join S", "participant-modify S", "participant-unmute S", "participant-modify S", "participant-mute S",
                ]));
            Assert.That(whispers.GetProperty("call_sid_to_coach").GetString(), Is.EqualTo(agent));
            Assert.That(barges.GetProperty("coaching").GetBoolean(), Is.False);
            Assert.That(listens.GetProperty("muted").GetBoolean(), Is.True);
        }
    }

    [Test]
    public async Task Nobody_is_coached_who_is_not_in_the_room()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var (agent, _) = await room.TalkAsync();

        using var stranger = await room.PostAsync(agent, ("Coaching", "true"), ("CallSidToCoach", "CA" + new string('0', 32)));
        using var nobody = await room.PostAsync(agent, ("Coaching", "true"));
        using var nonsense = await room.PostAsync(agent, ("CallSidToCoach", "C"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await JsonOf(stranger)).GetProperty("code").GetInt32(), Is.EqualTo(16028));
            Assert.That((await JsonOf(nobody)).GetProperty("code").GetInt32(), Is.EqualTo(20001));
            Assert.That((await JsonOf(nonsense)).GetProperty("code").GetInt32(), Is.EqualTo(20001));
        }
    }

    [Test]
    public async Task An_announcement_is_heard_by_one_and_its_end_is_reported()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        room.Receiver.Answers("/digits", "<Play digits=\"12w#\"/>");
        var (_, contact) = await room.TalkAsync();

        await room.UpdateAsync(contact, ("AnnounceUrl", room.Receiver.Url + "/digits"));
        var end = await room.HappensAsync("announcement-end C");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await room.ReceivedAsync("/digits")).Method, Is.EqualTo("POST"));
            Assert.That(end["AnnounceUrl"], Is.EqualTo(room.Receiver.Url + "/digits"));
            Assert.That(await room.DigitsHeardAsync(contact), Is.EqualTo(["12w#"]));
        }
    }

    [Test]
    public async Task An_announcement_that_cannot_be_had_fails()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        room.Receiver.Answers("/digits", _ => Results.NotFound());
        var (_, contact) = await room.TalkAsync();

        await room.UpdateAsync(contact, ("AnnounceUrl", room.Receiver.Url + "/digits"));

        Assert.That((await room.HappensAsync("announcement-fail C"))["ReasonAnnouncementFailed"], Is.Not.Empty);
    }

    [Test]
    public async Task A_participant_that_is_deleted_leaves_and_its_call_goes_on()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var (agent, _) = await room.TalkAsync();

        using var deleted = await sandbox.Http.DeleteAsync(Path($"Conferences/{room.Sid}/Participants/A.json"));
        using var again = await sandbox.Http.DeleteAsync(Path($"Conferences/{room.Sid}/Participants/{agent}.json"));
        var action = await room.LeftAsync("A");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(action["CallStatus"], Is.EqualTo("in-progress"));
            Assert.That(
                (await room.HappensAsync("participant-leave A"))["ReasonParticipantLeft"],
                Is.EqualTo("participant_updated_via_api"));
        }

        using var last = await sandbox.Http.DeleteAsync(Path($"Conferences/{room.Sid}/Participants/C.json"));
        Assert.That(
            (await room.HappensAsync("conference-end"))["ReasonConferenceEnded"],
            Is.EqualTo("participant-with-end-conference-on-exit-kicked"));
    }
}
