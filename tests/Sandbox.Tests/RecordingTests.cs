using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class RecordingTests
{
    [Test]
    public async Task A_recording_can_be_heard_in_one_channel_or_two_and_in_parts()
    {
        await using var sandbox = await StartAsync("--Sandbox:TimeScale=0.1");
        sandbox.DialsContact("+5511987650001");
        var sid = await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync("/recording", "(absent)");
        var recording = (await sandbox.RecordingsOfAsync(sid))[0];
        var path = Path("Recordings/" + recording.GetProperty("sid").GetString());

        var dual = await sandbox.Http.GetByteArrayAsync(path + ".wav");
        var mono = await sandbox.Http.GetByteArrayAsync(path + "?RequestedChannels=1");
        using var request = new HttpRequestMessage(HttpMethod.Get, path + ".mp3");
        request.Headers.Range = new RangeHeaderValue(100, 199);
        using var part = await sandbox.Http.SendAsync(request);
        sandbox.Http.DefaultRequestHeaders.Authorization = null;
        using var anonymous = await sandbox.Http.GetAsync(path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(recording.GetProperty("duration").GetString(), Is.EqualTo("2"));
            Assert.That(dual.Length, Is.EqualTo(44 + (2 * 8000 * 2 * 2)));
            Assert.That(BinaryPrimitives.ReadInt16LittleEndian(dual.AsSpan(22)), Is.EqualTo(2));
            Assert.That(mono.Length, Is.EqualTo(44 + (2 * 8000 * 2)));
            Assert.That(mono.Skip(44), Is.Not.All.Zero);
            Assert.That(part.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
            Assert.That(part.Content.Headers.ContentType?.MediaType, Is.EqualTo("audio/mpeg"));
            Assert.That((await part.Content.ReadAsByteArrayAsync()).Length, Is.EqualTo(100));
            Assert.That(anonymous.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        }
    }

    [Test]
    public async Task A_call_records_itself_when_asked_to()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/voice", "<Pause length=\"10\"/>");

        var sid = await sandbox.CallAsync(
            Agent,
            ("Record", "true"),
            ("RecordingStatusCallback", sandbox.Receiver.Url + "/recording"),
            ("RecordingStatusCallbackEvent", "in-progress completed"));
        var end = await sandbox.Receiver.UntilAsync("/status", "completed");
        await sandbox.Receiver.UntilAsync(all => all.Any(request => request["RecordingStatus"] == "completed"), "the recording");
        var recording = (await sandbox.RecordingsOfAsync(sid))[0];

        using var two = await sandbox.Http.GetAsync(Path($"Recordings/{recording.GetProperty("sid").GetString()}?RequestedChannels=2"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                sandbox.Receiver.At("/recording").Select(request => request["RecordingStatus"]),
                Is.EqualTo(new[] { "in-progress", "completed" }));
            Assert.That(sandbox.Receiver.At("/recording")[0].Has("RecordingDuration"), Is.False);
            Assert.That(end["RecordingSid"], Is.EqualTo(recording.GetProperty("sid").GetString()));
            Assert.That(recording.GetProperty("source").GetString(), Is.EqualTo("OutboundAPI"));
            Assert.That(recording.GetProperty("channels").GetInt32(), Is.EqualTo(1));
            Assert.That(two.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        }
    }

    [Test]
    public async Task A_live_call_is_recorded_paused_resumed_and_stopped_by_REST()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/voice", "<Pause length=\"3600\"/>");
        var sid = await sandbox.CallAsync(Agent);
        using var early = await sandbox.PostAsync($"Calls/{sid}/Recordings.json");
        await sandbox.StatusIsAsync(sid, "in-progress");

        using var started = await sandbox.PostAsync($"Calls/{sid}/Recordings.json", ("RecordingChannels", "dual"));
        var recording = await JsonOf(started);
        var current = $"Calls/{sid}/Recordings/Twilio.CURRENT.json";
        using var paused = await sandbox.PostAsync(current, ("Status", "paused"), ("PauseBehavior", "skip"));
        using var resumed = await sandbox.PostAsync(current, ("Status", "in-progress"));
        using var stopped = await sandbox.PostAsync(current, ("Status", "stopped"));
        using var again = await sandbox.PostAsync(current, ("Status", "stopped"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await JsonOf(early)).GetProperty("code").GetInt32(), Is.EqualTo(21220));
            Assert.That(started.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(recording.GetProperty("source").GetString(), Is.EqualTo("StartCallRecordingAPI"));
            Assert.That((await JsonOf(paused)).GetProperty("status").GetString(), Is.EqualTo("paused"));
            Assert.That((await JsonOf(resumed)).GetProperty("status").GetString(), Is.EqualTo("in-progress"));
            Assert.That(stopped.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task A_deleted_recording_is_gone_but_for_its_name()
    {
        await using var sandbox = await StartAsync();
        sandbox.DialsContact("+5511987654321");
        var sid = await sandbox.CallAsync(Agent);
        var recording = (await sandbox.RecordingsOfAsync(sid))[0].GetProperty("sid").GetString();

        using var deleted = await sandbox.Http.DeleteAsync(Path($"Recordings/{recording}.json"));
        using var media = await sandbox.Http.GetAsync(Path($"Recordings/{recording}"));
        var listed = await sandbox.GetAsync("Recordings.json?CallSid=" + sid);
        var all = await sandbox.GetAsync("Recordings.json?IncludeSoftDeleted=true&CallSid=" + sid);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(media.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(listed.GetProperty("recordings").GetArrayLength(), Is.Zero);
            Assert.That(all.GetProperty("recordings")[0].GetProperty("status").GetString(), Is.EqualTo("deleted"));
        }
    }
}
