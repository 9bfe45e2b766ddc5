using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests.Conferences;

/// <summary>A call in a room, without anybody pressing anything (R1).</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class PlainCallTests
{
    [Test]
    public async Task The_contact_hangs_up_and_the_agent_is_asked_to_go_on()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        room.Admits("A", ends: true, after: "<Say>Over</Say>");
        var agent = await room.AskAsync("A", Agent);
        await room.HappensAsync("participant-join A");
        var contact = await room.JoinAsync("C", Room.Contact, ends: true);
        await room.HappensAsync("conference-start");

        await room.HangUpAsync(contact);
        var action = await room.LeftAsync("A");
        var end = await room.HappensAsync("conference-end");
        await sandbox.EndOfAsync(agent);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                room.Story,
                Is.EqualTo(
                [
                    "participant-join A", "participant-join C", "conference-start", "participant-leave C", "participant-leave A",
                    "conference-end",
                ]));
            Assert.That(room.Events.Select(each => each["SequenceNumber"]), Is.EqualTo(["1", "2", "3", "4", "5", "6"]));
            Assert.That(room.Events.Select(each => each["ConferenceSid"]).Distinct(), Has.One.Matches("^CF[0-9a-f]{32}$"));
            Assert.That(room.Events.Select(each => each["FriendlyName"]), Is.All.EqualTo("room"));
            Assert.That(room.Events.Select(each => each["Timestamp"]), Is.All.Match(@"^\w{3}, \d{2} \w{3} \d{4} [\d:]{8} \+0000$"));
            Assert.That(
                (room.Events[3]["ReasonParticipantLeft"], room.Events[3]["ParticipantCallStatus"]),
                Is.EqualTo(("participant_hung_up", "completed")));
            Assert.That(
                (room.Events[4]["ReasonParticipantLeft"], room.Events[4]["ParticipantCallStatus"]),
                Is.EqualTo(("moderator_ended_conference", "in-progress")));
            Assert.That(
                (end["ReasonConferenceEnded"], end["CallSidEndingConference"], end["ParticipantLabelEndingConference"]),
                Is.EqualTo(("participant-with-end-conference-on-exit-left", contact, "C")));
            Assert.That(
                (action["CallSid"], action["CallStatus"], action["DialCallStatus"], action.Has("DialCallSid")),
                Is.EqualTo((agent, "in-progress", "answered", false)));
            Assert.That(room.Receiver.At("/left/C"), Is.Empty, "its call has ended");
            Assert.That(
                room.Receiver.At("/status").Where(each => each["CallSid"] == contact).Select(each => each["CallStatus"]),
                Is.EqualTo(["initiated", "ringing", "in-progress", "completed"]));
        }
    }

    [Test]
    public async Task The_agent_hangs_up_and_the_contact_goes_on()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var agent = await room.JoinAsync("A", Agent, ends: true);
        await room.JoinAsync("C", Room.Contact, ends: true);

        await room.HangUpAsync(agent);
        var action = await room.LeftAsync("C");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(action["CallStatus"], Is.EqualTo("in-progress"));
            Assert.That((await room.HappensAsync("conference-end"))["CallSidEndingConference"], Is.EqualTo(agent));
        }
    }

    [Test]
    public async Task The_first_to_join_says_where_callbacks_go_and_which_there_are()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        room.Receiver.Answers(
            "/voice/A",
            "<Dial><Conference participantLabel=\"A\" waitUrl=\"\" region=\"br1\" statusCallback=\"/first\" "
            + "statusCallbackMethod=\"GET\" statusCallbackEvent=\"end join\">room</Conference></Dial>");
        room.Admits("C", ends: true, more: "region=\"ie1\"");

        var agent = await room.AskAsync("A", Agent);
        await room.ReceivedAsync("/first");
        var contact = await room.AskAsync("C", Room.Contact);
        await room.ReceivedAsync("/first", 2);
        await room.CompleteAsync(contact);
        var end = await room.ReceivedAsync("/first", 3);
        await sandbox.EndOfAsync(agent);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end["StatusCallbackEvent"], Is.EqualTo("conference-end"));
            Assert.That(end["SequenceNumber"], Is.EqualTo("6"), "events that nobody asked for are numbered too");
            Assert.That(room.Receiver.At("/first").Select(each => each.Method), Is.All.EqualTo("GET"));
            Assert.That(room.Events, Is.Empty);
        }
    }

    [Test]
    public async Task A_room_of_the_same_name_is_another_conference_once_the_first_has_ended()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var agent = await room.JoinAsync("A", Agent);
        await room.CompleteAsync(agent);
        var end = await room.HappensAsync("conference-end");
        await room.JoinAsync("B", Agent);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end["ReasonConferenceEnded"], Is.EqualTo("last-participant-left"));
            Assert.That(room.Sid, Is.Not.EqualTo(end["ConferenceSid"]));
            Assert.That(room.Events[^1]["SequenceNumber"], Is.EqualTo("1"));
        }
    }

    [Test]
    public async Task A_leg_that_is_redirected_leaves_and_comes_back_by_another_document()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var agent = await room.JoinAsync("A", Agent);
        var contact = await room.JoinAsync("C", Room.Contact);
        room.Receiver.Answers("/elsewhere", "<Redirect>/voice/C</Redirect>");

        await room.RedirectAsync(contact, "/elsewhere");
        var left = await room.HappensAsync("participant-leave C");
        await room.Receiver.UntilAsync(_ => room.Story.Count(each => each == "participant-join C") == 2, "C joins again");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (left["ReasonParticipantLeft"], left["ParticipantCallStatus"]),
                Is.EqualTo(("participant_updated_via_api", "in-progress")));
            Assert.That(room.Receiver.At("/left/C"), Is.Empty);
            Assert.That(room.Events.Select(each => each["ConferenceSid"]).Distinct().Count(), Is.EqualTo(1), "the agent held the room");
        }

        await room.CompleteAsync(agent);
    }

    [Test]
    public async Task A_leg_that_a_dial_called_can_be_sent_into_a_room()
    {
        await using var sandbox = await StartAsync("--Sandbox:TimeScale=0.05");
        sandbox.DialsContact(Room.Contact);
        var room = new Room(sandbox);
        room.Admits("C", ends: true);
        var agent = await sandbox.CallAsync(Agent);
        var child = (await sandbox.Receiver.UntilAsync("/leg", "in-progress"))["CallSid"];
        room.Admits("A");
        room.Receiver.Answers("/action", "<Redirect>/voice/A</Redirect>");

        await room.RedirectAsync(child, "/voice/C");
        await room.HappensAsync("participant-join C");
        await room.HappensAsync("participant-join A");
        await room.HappensAsync("conference-start");
        await room.HangUpAsync(child);
        await room.LeftAsync("A");
        await sandbox.EndOfAsync(agent);

        Assert.That((await sandbox.Receiver.UntilAsync("/leg", "completed"))["ParentCallSid"], Is.EqualTo(agent));
    }

    [Test]
    public async Task A_leg_may_leave_with_a_star_or_at_the_time_limit_of_its_dial()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        await room.JoinAsync("A", Agent);
        await room.JoinAsync("L", "+5511999920010", dial: "timeLimit=\"5\"");
        await room.LeftAsync("L");
        var starred = await room.JoinAsync("S", "+5511999930010", dial: "hangupOnStar=\"true\"");
        await sandbox.PressAsync(starred, "12*");

        Assert.That((await room.LeftAsync("S"))["DialCallStatus"], Is.EqualTo("answered"));
    }
}
