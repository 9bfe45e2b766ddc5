using System.Globalization;
using System.Net;
using System.Text.Json;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests.Conferences;

/// <summary>Conferences and their participants as the REST API lists them.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ConferenceResourceTests
{
    [Test]
    public async Task A_conference_goes_from_init_over_in_progress_to_completed_and_then_has_no_participants()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var agent = await room.JoinAsync("A", Agent, more: "region=\"br1\"");
        var init = await sandbox.GetAsync($"Conferences/{room.Sid}.json");
        await room.JoinAsync("C", Room.Contact, ends: true);
        var started = await sandbox.GetAsync($"Conferences/{room.Sid}.json");
        var two = await sandbox.GetAsync($"Conferences/{room.Sid}/Participants.json");

        using var ended = await sandbox.PostAsync($"Conferences/{room.Sid}.json", ("Status", "completed"));
        using var again = await sandbox.PostAsync($"Conferences/{room.Sid}.json", ("Status", "completed"));
        await room.LeftAsync("A");
        await room.LeftAsync("C");
        var none = await sandbox.GetAsync($"Conferences/{room.Sid}/Participants.json");
        using var gone = await sandbox.Http.GetAsync(Path($"Conferences/{room.Sid}/Participants/{agent}.json"));
        using var late = await room.PostAsync(agent, ("Hold", "true"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((Text(init, "status"), Text(init, "region")), Is.EqualTo(("init", "br1")));
            Assert.That(Text(started, "status"), Is.EqualTo("in-progress"));
            Assert.That(
                two.GetProperty("participants").EnumerateArray().Select(each => Text(each, "label")),
                Is.EqualTo(["C", "A"]),
                "the newest first");
            Assert.That(
                (Text(await JsonOf(ended), "status"), Text(await JsonOf(ended), "reason_conference_ended")),
                Is.EqualTo(("completed", "conference-ended-via-api")));
            Assert.That((await JsonOf(again)).GetProperty("code").GetInt32(), Is.EqualTo(16099));
            Assert.That(none.GetProperty("participants").GetArrayLength(), Is.Zero);
            Assert.That((await JsonOf(gone)).GetProperty("code").GetInt32(), Is.EqualTo(20404));
            Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(
                room.Events.Where(each => each["StatusCallbackEvent"] == "participant-leave").Select(each => each["ReasonParticipantLeft"]),
                Is.EqualTo(["conference_ended_via_api", "conference_ended_via_api"]));
            Assert.That((await room.HappensAsync("conference-end")).Has("CallSidEndingConference"), Is.False);
        }
    }

    [Test]
    public async Task Conferences_are_found_by_name_state_and_day()
    {
        await using var sandbox = await StartAsync();
        var (one, other) = (new Room(sandbox, "one"), new Room(sandbox, "other"));
        var agent = await one.JoinAsync("A", Agent);
        await one.CompleteAsync(agent);
        await one.HappensAsync("conference-end");
        await other.JoinAsync("B", "+5511999920010");
        var yesterday = DateTimeOffset.UtcNow.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await NamesAsync(""), Is.EqualTo(["other", "one"]));
            Assert.That(await NamesAsync("FriendlyName=one"), Is.EqualTo(["one"]));
            Assert.That(await NamesAsync("Status=init"), Is.EqualTo(["other"]));
            Assert.That(await NamesAsync("Status=completed&FriendlyName=other"), Is.Empty);
            Assert.That(await NamesAsync($"DateCreated%3E={yesterday}&DateUpdated%3E={yesterday}"), Has.Length.EqualTo(2));
            Assert.That(await NamesAsync("DateCreated%3C=2020-01-01"), Is.Empty);
            Assert.That((await sandbox.GetAsync("Conferences.json?Status=over")).GetProperty("code").GetInt32(), Is.EqualTo(20001));
        }

        async Task<string?[]> NamesAsync(string query) =>
            [.. (await sandbox.GetAsync("Conferences.json?" + query)).GetProperty("conferences").EnumerateArray()
                .Select(each => Text(each, "friendly_name"))];
    }

    [Test]
    public async Task Participants_are_found_by_what_they_are()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var (agent, contact) = await room.TalkAsync();
        await room.JoinAsync("S", "+5511999930010", more: $"muted=\"true\" coach=\"{agent}\"");
        await room.UpdateAsync(contact, ("Hold", "true"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await LabelsAsync("Muted=true"), Is.EqualTo(["S"]));
            Assert.That(await LabelsAsync("Hold=true"), Is.EqualTo(["C"]));
            Assert.That(await LabelsAsync("Coaching=true"), Is.EqualTo(["S"]));
            Assert.That(await LabelsAsync("Hold=false&Muted=false"), Is.EqualTo(["A"]));
        }

        async Task<string?[]> LabelsAsync(string query) =>
            [.. (await sandbox.GetAsync($"Conferences/{room.Sid}/Participants.json?{query}")).GetProperty("participants").EnumerateArray()
                .Select(each => Text(each, "label"))];
    }

    [Test]
    public async Task Everybody_hears_an_announcement_to_the_conference()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        room.Receiver.Answers("/say", "<Say>Welcome</Say>");
        var (agent, contact) = await room.TalkAsync();

        using var response = await sandbox.PostAsync($"Conferences/{room.Sid}.json", ("AnnounceUrl", room.Receiver.Url + "/say"));
        var end = await room.HappensAsync("announcement-end");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.Has("CallSid"), Is.False);
            Assert.That(room.Receiver.At("/say"), Has.Count.EqualTo(1));
            Assert.That(await room.SaidAsync(agent), Is.EqualTo(["Welcome"]));
            Assert.That(await room.SaidAsync(contact), Is.EqualTo(["Welcome"]));
        }
    }

    [Test]
    public async Task Another_accounts_conference_is_not_found()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        await room.JoinAsync("A", Agent);
        sandbox.Http.DefaultRequestHeaders.Authorization =
            Basic("AC00000000000000000000000000000002", "beac0000beac0000beac0000beac0000");

        using var theirs = await sandbox.Http.GetAsync(
            $"/2010-04-01/Accounts/AC00000000000000000000000000000002/Conferences/{room.Sid}.json");
        Assert.That(theirs.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static string? Text(JsonElement resource, string name) => resource.GetProperty(name).GetString();
}
