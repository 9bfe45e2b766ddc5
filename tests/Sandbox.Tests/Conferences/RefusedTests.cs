using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests.Conferences;

/// <summary>Legs that a room does not take.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class RefusedTests
{
    [Test]
    public async Task A_label_that_is_in_use_keeps_the_leg_out_and_the_next_verb_is_run()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        await room.JoinAsync("A", Agent);
        room.Receiver.Answers(
            "/voice/again",
            "<Dial action=\"/left/again\"><Conference participantLabel=\"A\">room</Conference></Dial><Redirect>/next</Redirect>");
        room.Receiver.Answers("/next", "<Hangup/>");

        var sid = await room.AskAsync("again", "+5511999920010");
        await room.ReceivedAsync("/next");
        await sandbox.WarnedAsync(sid, "16025");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(room.Receiver.At("/left/again"), Is.Empty);
            Assert.That(room.Story, Is.EqualTo(["participant-join A"]));
        }
    }

    [TestCase("coach=\"CA00000000000000000000000000000000\"", "13240")]
    [TestCase("maxParticipants=\"251\"", "16002")]
    [TestCase("statusCallbackEvent=\"join leav\"", "16002")]
    [TestCase("jitterBufferSize=\"tiny\"", "16002")]
    [TestCase("muted=\"yes\"", "16002")]
    [TestCase("participantLabel=\"a/b\"", "16023")]
    [TestCase("participantLabel=\"CA00000000000000000000000000000000\"", "16023")]
    public async Task An_attribute_that_cannot_be_sends_the_call_to_its_action(string attribute, string code)
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        await room.JoinAsync("A", Agent);
        room.Receiver.Answers("/left/bad", "<Hangup/>");
        room.Receiver.Answers("/voice/bad", $"<Dial action=\"/left/bad\"><Conference {attribute}>room</Conference></Dial>");

        var sid = await room.AskAsync("bad", "+5511999920010");
        var action = await room.LeftAsync("bad");
        await sandbox.WarnedAsync(sid, code);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(action["DialCallStatus"], Is.EqualTo("failed"));
            Assert.That(room.Story, Is.EqualTo(["participant-join A"]));
        }
    }

    [TestCase("participantlabel=\"A\"")]
    [TestCase("record=\"record-from-start\"")]
    public async Task An_attribute_that_is_not_read_is_warned_of_and_the_leg_comes_in(string attribute)
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var sid = await room.JoinAsync("A", Agent, more: attribute);
        await sandbox.WarnedAsync(sid, "12200");
    }

    [Test]
    public async Task A_full_room_takes_nobody()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        await room.JoinAsync("A", Agent);
        await room.JoinAsync("B", "+5511999920010");
        room.Admits("C", more: "maxParticipants=\"2\"");

        var sid = await room.AskAsync("C", "+5511999930010");
        await room.LeftAsync("C");
        await sandbox.WarnedAsync(sid, "16020");
    }

    [Test]
    public async Task What_a_numbers_url_answers_leads_into_no_room()
    {
        await using var sandbox = await StartAsync();
        sandbox.DialsContact(Room.Contact, numberAttributes: "url=\"/whisper\"");
        sandbox.Receiver.Answers("/whisper", "<Dial><Conference>room</Conference></Dial>");

        var sid = await sandbox.CallAsync(Agent);
        var child = (await sandbox.Receiver.UntilAsync("/leg", "in-progress"))["CallSid"];
        await sandbox.WarnedAsync(child, "12200");
        using var response = await sandbox.PostAsync($"Calls/{sid}.json", ("Status", "completed"));
    }
}
