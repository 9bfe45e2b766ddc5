using System.Text.Json;
using CrmVoice.Sandbox.Tests;
using CrmVoice.Sandbox.Tests.Conferences;
using static CrmVoice.Oracle.Tests.Client.OfficialClient;

namespace CrmVoice.Oracle.Tests.Client;

/// <summary>Twilio's official Node client handles a room of the sandbox.</summary>
internal sealed class ConferenceClientTests
{
    private SandboxUnderTest sandbox = null!;
    private OfficialClient client = null!;
    private Room room = null!;

    [SetUp]
    public async Task StartAsync()
    {
        sandbox = await SandboxUnderTest.StartAsync();
        client = new OfficialClient(sandbox.Url);
        room = new Room(sandbox);
    }

    [TearDown]
    public async Task StopAsync() => await sandbox.DisposeAsync();

    [Test]
    public async Task Finds_a_conference_and_ends_it()
    {
        var (agent, contact) = await room.TalkAsync();

        var found = await client.DoAsync("conferences", "list", Args(new { friendlyName = "room", status = "in-progress" }));
        var fetched = await client.DoAsync("conferences", Args(room.Sid), "fetch", Args());
        var participants = await client.DoAsync("conferences", Args(room.Sid), "participants", "list", Args(new { hold = false }));
        var ended = await client.DoAsync("conferences", Args(room.Sid), "update", Args(new { status = "completed" }));
        await room.HappensAsync("conference-end");
        var after = await client.DoAsync("conferences", Args(room.Sid), "participants", "list", Args());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.EnumerateArray().Select(each => Text(each, "sid")), Is.EqualTo([room.Sid]));
            Assert.That((Text(fetched, "friendlyName"), Text(fetched, "region")), Is.EqualTo(("room", "us1")));
            Assert.That(
                fetched.GetProperty("dateCreated").GetDateTimeOffset(),
                Is.InRange(DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1)),
                "a date that the client could read");
            Assert.That(participants.EnumerateArray().Select(each => Text(each, "callSid")), Is.EqualTo([contact, agent]));
            Assert.That(
                (Text(ended, "status"), Text(ended, "reasonConferenceEnded")),
                Is.EqualTo(("completed", "conference-ended-via-api")));
            Assert.That(after.GetArrayLength(), Is.Zero);
        }
    }

    [Test]
    public async Task Holds_mutes_coaches_and_removes_participants_by_sid_and_label()
    {
        room.Receiver.Answers("/hold", "<Play loop=\"0\">/music.wav</Play>");
        room.Receiver.Answers("/digits", "<Play digits=\"1\"/>");
        var (agent, contact) = await room.TalkAsync();
        var supervisor = await room.JoinAsync("S", "+5511999930010", more: "muted=\"true\" startConferenceOnEnter=\"false\"");

        var held = await UpdateAsync(
            contact,
            new { hold = true, holdUrl = room.Receiver.Url + "/hold", holdMethod = "POST", endConferenceOnExit = false });
        var unheld = await UpdateAsync("C", new { hold = false, announceUrl = room.Receiver.Url + "/digits", announceMethod = "POST" });
        var muted = await UpdateAsync(agent, new { muted = true });
        var coaches = await UpdateAsync(supervisor, new { coaching = true, callSidToCoach = agent, muted = false });
        var removed = await client.DoAsync("conferences", Args(room.Sid), "participants", Args("S"), "remove", Args());
        var gone = await client.FailAsync("conferences", Args(room.Sid), "participants", Args("S"), "fetch", Args());
        var stray = await client.FailAsync(
            "conferences",
            Args(room.Sid),
            "participants",
            Args("A"),
            "update",
            Args(new { callSidToCoach = supervisor }));
        await room.HappensAsync("announcement-end C");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (Flag(held, "hold"), Flag(held, "endConferenceOnExit"), Text(held, "label"), Text(held, "status")),
                Is.EqualTo((true, false, "C", "connected")));
            Assert.That(Flag(unheld, "hold"), Is.False);
            Assert.That(Flag(muted, "muted"), Is.True);
            Assert.That((Flag(coaches, "coaching"), Text(coaches, "callSidToCoach")), Is.EqualTo((true, agent)));
            Assert.That(removed.GetBoolean(), Is.True);
            Assert.That((gone.Status, gone.Code), Is.EqualTo((404, (int?)20404)));
            Assert.That((stray.Status, stray.Code), Is.EqualTo((400, (int?)16028)));
        }
    }

    private Task<JsonElement> UpdateAsync(string participant, object changes) =>
        client.DoAsync("conferences", Args(room.Sid), "participants", Args(participant), "update", Args(changes));

    private static string? Text(JsonElement resource, string name) => resource.GetProperty(name).GetString();

    private static bool Flag(JsonElement resource, string name) => resource.GetProperty(name).GetBoolean();
}
