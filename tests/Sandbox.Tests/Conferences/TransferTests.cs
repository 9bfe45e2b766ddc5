using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests.Conferences;

/// <summary>
/// What CrmVoice does in a call, step by step, played by a foreign application: hold (R2), transfers cold and warm (R3, R4), supervision
/// (R5), a contact who hangs up on hold (R6).
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class TransferTests
{
    [Test]
    public async Task R2_hold_and_back()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        room.Receiver.Answers("/hold", "<Play loop=\"0\">/music.wav</Play>");
        var (agent, contact) = await room.TalkAsync();

        await HoldAsync(room, contact, true);
        var duringHold = await room.HearersOfAsync(agent);
        await HoldAsync(room, contact, false);
        await room.UpdateAsync(agent, ("Muted", "true"));
        await room.HappensAsync("participant-mute A");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(duringHold, Is.Empty);
            Assert.That(await room.HearersOfAsync(agent), Is.Empty, "muted");
            Assert.That(await room.HearersOfAsync(contact), Is.EqualTo([agent]));
        }
    }

    [Test]
    public async Task R3_a_cold_transfer_leaves_the_contact_on_hold_until_the_colleague_has_pressed_1()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        room.Receiver.Answers("/hold", "<Pause length=\"5\"/><Redirect method=\"POST\"/>");
        var agent = await room.JoinAsync("A", Agent, ends: true);
        var contact = await room.JoinAsync("C", Room.Contact, ends: true);

        var modified = await room.UpdateAsync(agent, ("EndConferenceOnExit", "false"));
        Assert.That(modified.GetProperty("end_conference_on_exit").GetBoolean(), Is.False);
        await HoldAsync(room, contact, true);
        AsksFirst(room, "B");
        var colleague = await room.AskAsync("asked-B", "+5511999920010");
        await room.CompleteAsync(agent);
        await room.HappensAsync("participant-join B");
        await HoldAsync(room, contact, false);
        await room.UpdateAsync(colleague, ("EndConferenceOnExit", "true"));
        await room.HangUpAsync(contact);
        await room.LeftAsync("B");
        await room.HappensAsync("conference-end");

        Assert.That(
            room.Story,
            Is.EqualTo(
            [
                "participant-join A", "participant-join C", "conference-start", "participant-modify A", "participant-hold C",
                "participant-leave A", "participant-join B", "participant-unhold C", "participant-modify B", "participant-leave C",
                "participant-leave B", "conference-end",
            ]));
    }

    [Test]
    public async Task R3_a_contact_whom_nobody_takes_is_redirected_out_of_the_room()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var agent = await room.JoinAsync("A", Agent);
        var contact = await room.JoinAsync("C", Room.Contact, ends: true);
        await HoldAsync(room, contact, true);
        AsksFirst(room, "B");
        var voicemail = await room.AskAsync("asked-B", "+5511999999005");
        await room.CompleteAsync(agent);
        await sandbox.EndOfAsync(voicemail);
        room.Receiver.Answers("/sorry", "<Say>Nobody is free</Say><Hangup/>");

        await room.RedirectAsync(contact, "/sorry");
        await sandbox.EndOfAsync(contact);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await room.SaidAsync(contact), Is.EqualTo(["Nobody is free"]));
            Assert.That(
                (await room.HappensAsync("conference-end"))["ReasonConferenceEnded"],
                Is.EqualTo("participant-with-end-conference-on-exit-left"));
            Assert.That(room.Story, Does.Not.Contain("participant-join B"));
        }
    }

    [Test]
    public async Task R4_a_warm_transfer_lets_two_talk_whom_the_contact_does_not_hear_and_then_merges()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var (agent, contact) = await room.TalkAsync();
        await HoldAsync(room, contact, true);
        AsksFirst(room, "T");
        var target = await room.AskAsync("asked-T", "+5511999920010");
        await room.HappensAsync("participant-join T");
        var consulting = await room.HearersOfAsync(target);
        await HoldAsync(room, contact, false);
        var merged = await room.HearersOfAsync(target);
        await room.CompleteAsync(agent);
        await room.HappensAsync("participant-leave A");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(consulting, Is.EqualTo([agent]));
            Assert.That(merged, Is.EquivalentTo([agent, contact]));
            Assert.That(await room.HearersOfAsync(target), Is.EqualTo([contact]));
            Assert.That(room.Story, Does.Not.Contain("conference-end"));
        }
    }

    [Test]
    public async Task R4_a_target_that_still_rings_rings_on_when_the_contact_has_hung_up()
    {
        await using var sandbox = await StartAsync("--Sandbox:TimeScale=0.1");
        var room = new Room(sandbox);
        var (_, contact) = await room.TalkAsync();
        await HoldAsync(room, contact, true);
        AsksFirst(room, "T");
        var target = await room.AskAsync("asked-T", "+5511999999003");
        await room.Receiver.UntilAsync(
            all => all.Any(each => each["CallSid"] == target && each["CallStatus"] == "ringing"),
            "the target rings");

        await room.HangUpAsync(contact);
        await room.HappensAsync("conference-end");
        var still = await sandbox.GetAsync($"Calls/{target}.json");
        await room.CompleteAsync(target);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(still.GetProperty("status").GetString(), Is.EqualTo("ringing"));
            Assert.That((await sandbox.EndOfAsync(target)).GetProperty("status").GetString(), Is.EqualTo("canceled"));
        }
    }

    [Test]
    public async Task R5_a_supervisor_listens_whispers_and_barges()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var (agent, contact) = await room.TalkAsync();
        var supervisor = await room.JoinAsync("S", "+5511999930010", more: "muted=\"true\" startConferenceOnEnter=\"false\"");
        var listening = await room.HearersOfAsync(supervisor);
        await room.UpdateAsync(supervisor, ("Coaching", "true"), ("CallSidToCoach", agent), ("Muted", "false"));
        var whispering = await room.HearersOfAsync(supervisor);
        await room.UpdateAsync(supervisor, ("Coaching", "false"));
        var barging = await room.HearersOfAsync(supervisor);
        await room.UpdateAsync(supervisor, ("Muted", "true"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(listening, Is.Empty);
            Assert.That(whispering, Is.EqualTo([agent]));
            Assert.That(barging, Is.EqualTo([agent, contact]));
            Assert.That(await room.HearersOfAsync(supervisor), Is.Empty);
            Assert.That(await room.HearersOfAsync(contact), Is.EqualTo([agent, supervisor]));
        }
    }

    [Test]
    public async Task R6_a_contact_who_hangs_up_on_hold_ends_the_room_and_the_agent_hears_of_it()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        room.Admits("A", after: "<Say>The contact hung up</Say>");
        var agent = await room.AskAsync("A", Agent);
        await room.HappensAsync("participant-join A");
        var contact = await room.JoinAsync("C", Room.Contact, ends: true);
        await HoldAsync(room, contact, true);

        await room.HangUpAsync(contact);
        await sandbox.EndOfAsync(agent);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                ((await room.HappensAsync("participant-leave C"))["Hold"], (await room.LeftAsync("A"))["DialCallStatus"]),
                Is.EqualTo(("true", "answered")));
            Assert.That(await room.SaidAsync(agent), Is.EqualTo(["The contact hung up"]));
        }
    }

    private static async Task HoldAsync(Room room, string call, bool hold)
    {
        await (hold
            ? room.UpdateAsync(call, ("Hold", "true"), ("HoldUrl", room.Receiver.Url + "/hold"), ("HoldMethod", "POST"))
            : room.UpdateAsync(call, ("Hold", "false")));
        await room.HappensAsync(hold ? "participant-hold C" : "participant-unhold C");
    }

    /// <summary>Whoever is brought in by /voice/asked-{label} has to press 1 first.</summary>
    private static void AsksFirst(Room room, string label)
    {
        room.Admits(label);
        room.Receiver.Answers($"/accepted-{label}", $"<Redirect>/voice/{label}</Redirect>");
        room.Receiver.Answers(
            $"/voice/asked-{label}",
            $"<Gather numDigits=\"1\" action=\"/accepted-{label}\"><Say>Press 1</Say></Gather><Hangup/>");
    }
}
