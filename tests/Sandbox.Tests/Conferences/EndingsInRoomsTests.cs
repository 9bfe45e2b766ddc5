using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests.Conferences;

/// <summary>Agents and contacts are asked for by the same request: who behaves how.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class EndingsInRoomsTests
{
    [TestCase("+5511987650001", "20")]
    [TestCase("+5511987654321", "8")]
    [TestCase("+5511987650005", "15")]
    public async Task A_contact_talks_from_the_moment_it_joins_and_then_hangs_up(string contact, string seconds)
    {
        await using var sandbox = await StartAsync("--Sandbox:TimeScale=0.05");
        var room = new Room(sandbox);
        await room.JoinAsync("A", Agent);
        room.Admits("C", ends: true, before: "<Say>This call is recorded for training purposes, as you may well know by now.</Say>");
        await room.AskAsync("C", contact);
        await room.HappensAsync("participant-join C");
        var joined = DateTimeOffset.UtcNow;

        var left = await room.HappensAsync("participant-leave C");
        var talked = (DateTimeOffset.UtcNow - joined) / 0.05;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(left["ReasonParticipantLeft"], Is.EqualTo("participant_hung_up"));
            Assert.That(talked.TotalSeconds, Is.GreaterThan(double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture) - 2));
        }
    }

    [TestCase("+5511987650002", "busy")]
    [TestCase("+5511987650003", "no-answer")]
    [TestCase("+5511987650004", "failed")]
    public async Task A_contact_who_is_not_reached_never_joins(string contact, string status)
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        await room.JoinAsync("A", Agent);
        room.Admits("C");

        await room.AskAsync("C", contact, ("Timeout", "5"));
        await room.Receiver.UntilAsync("/status", status);

        Assert.That(room.Story, Is.EqualTo(["participant-join A"]));
    }

    [Test]
    public async Task A_number_of_a_contact_that_joins_first_or_is_asked_for_a_key_is_an_agents()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        await room.JoinAsync("A", "+5511999990001");
        room.Receiver.Answers("/accepted", "<Redirect>/voice/T</Redirect>");
        room.Receiver.Answers("/voice/asked", "<Gather numDigits=\"1\" action=\"/accepted\"><Say>Press 1</Say></Gather>");
        room.Admits("T");
        await room.AskAsync("asked", "+5511999990001");
        await room.HappensAsync("participant-join T");

        await room.PassAsync(30);

        Assert.That(room.Story, Has.None.StartsWith("participant-leave"), "a contact would have talked for 20 s");
    }

    [Test]
    public async Task A_contact_that_comes_into_another_room_first_is_still_a_contact()
    {
        await using var sandbox = await StartAsync();
        var (room, next) = (new Room(sandbox), new Room(sandbox, "next"));
        await room.JoinAsync("A", Agent);
        var contact = await room.JoinAsync("C", "+5511987650001");
        next.Admits("N");

        await room.RedirectAsync(contact, "/voice/N");
        await next.HappensAsync("participant-join N");
        var left = await next.HappensAsync("participant-leave N");

        Assert.That(left["ReasonParticipantLeft"], Is.EqualTo("participant_hung_up"));
    }

    [Test]
    public async Task A_colleagues_voicemail_presses_nothing_and_does_not_come_in()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        await room.JoinAsync("A", Agent);
        room.Receiver.Answers("/voice/asked", "<Gather numDigits=\"1\" action=\"/accepted\"><Say>Press 1</Say></Gather><Hangup/>");

        var sid = await room.AskAsync("asked", "+5511999999005");
        await sandbox.EndOfAsync(sid);

        Assert.That(room.Receiver.At("/accepted"), Is.Empty);
    }

    [Test]
    public async Task An_agent_gives_up_while_the_contact_rings()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var agent = await room.JoinAsync("A", "+5511999999006", ends: true);
        room.Admits("C");
        await room.AskAsync("C", "+5511987650003");

        var end = await room.HappensAsync("conference-end");

        Assert.That(end["CallSidEndingConference"], Is.EqualTo(agent));
    }

    [Test]
    public async Task A_contact_who_hangs_up_at_once_ends_soon()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        await room.JoinAsync("A", Agent);
        room.Admits("C", before: "<Pause length=\"10\"/>");

        var contact = await room.AskAsync("C", "+5511987650006");
        await sandbox.EndOfAsync(contact);

        Assert.That(room.Story, Is.EqualTo(["participant-join A"]));
    }

    [Test]
    public async Task Ending_0007_repeats_and_shuffles_what_the_room_says_too()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var agent = await room.JoinAsync("A", Agent);
        await room.JoinAsync("C", "+5511987650007", ends: true);
        await sandbox.EndOfAsync(agent);
        await room.Receiver.UntilAsync(_ => room.Story.Count(each => each == "conference-end") >= 2, "the end comes twice");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(room.Story.Count(each => each == "participant-join C"), Is.EqualTo(2));
            Assert.That(
                room.Events.GroupBy(each => each["SequenceNumber"]).Select(each => each.Select(same => same.Body).Distinct().Count()),
                Is.All.EqualTo(1),
                "what comes again is the same");
        }
    }

    [Test]
    public async Task Ending_0008_loses_the_last_callbacks_of_the_room_and_of_both_legs()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var agent = await room.JoinAsync("A", Agent);
        await room.JoinAsync("C", "+5511987650008", ends: true);
        await sandbox.EndOfAsync(agent);
        await room.PassAsync(10);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(room.Story, Is.EqualTo(["participant-join A", "participant-join C", "conference-start"]));
            Assert.That(room.Receiver.At("/left/A"), Is.Empty);
            Assert.That(room.Receiver.At("/status").Select(each => each["CallStatus"]), Has.None.EqualTo("completed"));
        }
    }

    [Test]
    public async Task A_behaviour_that_was_asked_for_goes_to_the_contact_and_one_for_a_number_to_that_number()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        await room.ChooseAsync(new { leg = "contact", behaviour = "0002" });
        await room.ChooseAsync(new { leg = "contact", behaviour = "0003", to = "+5511987654322" });
        await room.JoinAsync("A", Agent);
        room.Admits("C");

        var other = await room.AskAsync("C", "+5511987654322", ("Timeout", "5"));
        var contact = await room.AskAsync("C", Room.Contact);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await sandbox.EndOfAsync(contact)).GetProperty("status").GetString(), Is.EqualTo("busy"));
            Assert.That((await sandbox.EndOfAsync(other)).GetProperty("status").GetString(), Is.EqualTo("no-answer"));
        }
    }
}
