using CrmVoice.Sandbox.Callbacks;
using Microsoft.AspNetCore.Http;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests.Conferences;

/// <summary>What is heard before a conference starts.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class WaitingTests
{
    [Test]
    public async Task The_document_to_wait_with_is_asked_for_signed_as_a_document_of_the_call_until_the_conference_starts()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        room.Receiver.Answers("/wait", "<Pause length=\"5\"/><Redirect/>");
        Admit(room, "/wait");

        var agent = await room.AskAsync("A", Agent);
        var wait = await room.ReceivedAsync("/wait", 3);
        await room.JoinAsync("C", Room.Contact, ends: true);
        await room.HappensAsync("conference-start");
        var asked = room.Receiver.At("/wait").Count;
        await room.PassAsync(15);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((wait.Method, wait["CallSid"], wait["CallStatus"]), Is.EqualTo(("POST", agent, "in-progress")));
            Assert.That(wait["To"], Is.EqualTo(Agent));
            Assert.That(wait.Signature, Is.EqualTo(TwilioSignature.Compute(Token, room.Receiver.Url + "/wait", wait.Form)));
            Assert.That(room.Receiver.At("/wait").Count, Is.LessThanOrEqualTo(asked + 1), "nobody waits any more");
        }
    }

    [Test]
    public async Task A_document_that_runs_out_leaves_silence()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        room.Receiver.Answers("/wait", "<Say>One moment</Say><Record/>");
        Admit(room, "/wait", "waitMethod=\"GET\"");

        var agent = await room.AskAsync("A", Agent);
        await sandbox.WarnedAsync(agent, "12200");
        await room.PassAsync(15);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(room.Receiver.At("/wait"), Has.Count.EqualTo(1));
            Assert.That(room.Receiver.At("/wait")[0].Method, Is.EqualTo("GET"));
        }
    }

    [Test]
    public async Task A_sound_file_may_stand_for_the_document()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        room.Receiver.Answers("/ring.wav", _ => Results.Bytes([82, 73, 70, 70], "audio/x-wav"));
        Admit(room, "/ring.wav", "waitMethod=\"GET\"");

        await room.AskAsync("A", Agent);
        await room.ReceivedAsync("/ring.wav");
        await room.JoinAsync("C", Room.Contact);
        await room.HappensAsync("conference-start");
    }

    [Test]
    public async Task A_document_that_cannot_be_had_sends_the_call_to_its_action()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        room.Receiver.Answers("/wait", _ => Results.StatusCode(500));
        Admit(room, "/wait");

        var agent = await room.AskAsync("A", Agent);
        var action = await room.LeftAsync("A");
        await sandbox.WarnedAsync(agent, "11200");
        await room.HappensAsync("conference-end");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(action["DialCallStatus"], Is.EqualTo("failed"));
            Assert.That((await room.HappensAsync("participant-leave A"))["ReasonParticipantLeft"], Is.EqualTo("participant_add_failed"));
        }
    }

    [Test]
    public async Task A_later_document_that_cannot_be_had_leaves_silence()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        room.Receiver.Answers("/wait", "<Pause/><Redirect>/broken</Redirect>");
        room.Receiver.Answers("/broken", _ => Results.StatusCode(500));
        Admit(room, "/wait");

        var agent = await room.AskAsync("A", Agent);
        await sandbox.WarnedAsync(agent, "11200");
        await room.JoinAsync("C", Room.Contact);
        await room.HappensAsync("conference-start");
    }

    [Test]
    public async Task A_conference_starts_only_with_somebody_who_may_start_it()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        await room.JoinAsync("L", Agent, more: "startConferenceOnEnter=\"false\"");
        await room.JoinAsync("M", "+5511999920010", more: "startConferenceOnEnter=\"false\" muted=\"true\"");
        Assert.That(room.Story, Does.Not.Contain("conference-start"));

        await room.JoinAsync("A", "+5511999930010");
        await room.HappensAsync("conference-start");

        Assert.That(
            room.Events.Select(each => (each["ParticipantLabel"], each["Muted"], each["StartConferenceOnEnter"])),
            Is.SupersetOf(new[] { ("L", "false", "false"), ("M", "true", "false"), ("A", "false", "true") }));
    }

    private static void Admit(Room room, string wait, string more = "")
    {
        room.Receiver.Answers("/left/A", "<Hangup/>");
        room.Receiver.Answers(
            "/voice/A",
            $"""
            <Dial action="/left/A"><Conference participantLabel="A" waitUrl="{wait}" {more} statusCallback="/events"
              statusCallbackEvent="{Room.AllEvents}">room</Conference></Dial>
            """);
    }
}
