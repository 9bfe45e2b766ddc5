using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests;

/// <summary>What a number inside a Dial does, by its last four digits, as the application hears it.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ContactEndingTests
{
    private static readonly string[] AllStatuses = ["initiated", "ringing", "in-progress", "completed"];

    private static DateTimeOffset At(Received request) => DateTimeOffset.Parse(request["Timestamp"], CultureInfo.InvariantCulture);

    [Test]
    public async Task A_contact_answers_and_both_legs_are_reported_to_the_end()
    {
        await using var sandbox = await StartAsync();
        sandbox.DialsContact("+5511987654321");

        var sid = await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync("/leg", "completed");
        await sandbox.Receiver.UntilAsync("/status", "completed");
        var recording = await sandbox.Receiver.UntilAsync("/recording", "(absent)");

        var child = sandbox.Receiver.At("/leg");
        var action = sandbox.Receiver.At("/action").Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sandbox.Receiver.At("/status").Select(request => request["CallStatus"]), Is.EqualTo(AllStatuses));
            Assert.That(child.Select(request => request["CallStatus"]), Is.EqualTo(AllStatuses));
            Assert.That(child.Select(request => request["SequenceNumber"]), Is.EqualTo(new[] { "0", "1", "2", "3" }));
            Assert.That(child.Select(request => request["ParentCallSid"]), Is.All.EqualTo(sid));
            Assert.That(child.Select(request => request["Direction"]), Is.All.EqualTo("outbound-dial"));
            Assert.That(child[3]["SipResponseCode"], Is.EqualTo("200"));
            Assert.That(child[3]["RecordingSid"], Is.EqualTo(recording["RecordingSid"]));
            Assert.That(action["DialCallStatus"], Is.EqualTo("completed"));
            Assert.That(action["DialCallSid"], Is.EqualTo(child[0]["CallSid"]));
            Assert.That(action["DialCallDuration"], Is.EqualTo(child[3]["CallDuration"]));
            Assert.That(action["DialBridged"], Is.EqualTo("true"));
            Assert.That(action["CallStatus"], Is.EqualTo("in-progress"));
            Assert.That(action["RecordingUrl"], Is.EqualTo(recording["RecordingUrl"]));
            Assert.That(recording["CallSid"], Is.EqualTo(sid));
            Assert.That(recording["RecordingStatus"], Is.EqualTo("completed"));
            Assert.That(recording["RecordingChannels"], Is.EqualTo("2"));
            Assert.That(recording["RecordingSource"], Is.EqualTo("DialVerb"));
        }
    }

    [Test]
    public async Task Ending_0001_talks_for_twenty_seconds_by_the_scaled_clock()
    {
        await using var sandbox = await StartAsync("--Sandbox:TimeScale=0.05");
        sandbox.DialsContact("+5511987650001");

        await sandbox.CallAsync(Agent);
        var end = await sandbox.Receiver.UntilAsync("/leg", "completed");

        var answer = sandbox.Receiver.At("/leg").Single(request => request["CallStatus"] == "in-progress");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(end["CallDuration"], Is.EqualTo("1"));
            Assert.That(end["Duration"], Is.EqualTo("1"));
            Assert.That(At(end) - At(answer), Is.EqualTo(TimeSpan.FromSeconds(1)));
        }
    }

    [TestCase("0002", "busy", "486", "busy")]
    [TestCase("0003", "no-answer", "487", "no-answer")]
    [TestCase("0004", "failed", "404", "failed")]
    public async Task A_contact_that_is_not_reached_says_why(string ending, string status, string sip, string dialStatus)
    {
        await using var sandbox = await StartAsync();
        sandbox.DialsContact("+551198765" + ending);

        await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync("/leg", status);
        await sandbox.Receiver.UntilAsync("/status", "completed");

        var end = sandbox.Receiver.At("/leg")[^1];
        var action = sandbox.Receiver.At("/action").Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(end["CallStatus"], Is.EqualTo(status));
            Assert.That(end["SipResponseCode"], Is.EqualTo(sip));
            Assert.That(end["CallDuration"], Is.EqualTo("0"));
            Assert.That(end["Duration"], Is.EqualTo("0"));
            Assert.That(action["DialCallStatus"], Is.EqualTo(dialStatus));
            Assert.That(action["DialBridged"], Is.EqualTo("false"));
            Assert.That(action.Has("DialCallDuration"), Is.False);
            Assert.That(action.Has("RecordingUrl"), Is.False);
            Assert.That(sandbox.Receiver.At("/recording"), Is.Empty);
        }
    }

    [Test]
    public async Task Ending_0005_is_detected_as_a_machine_while_it_talks()
    {
        await using var sandbox = await StartAsync();
        sandbox.DialsContact("+5511987650005", numberAttributes: "machineDetection=\"Enable\" amdStatusCallback=\"/amd\"");

        await sandbox.CallAsync(Agent);
        var end = await sandbox.Receiver.UntilAsync("/leg", "completed");

        var detection = sandbox.Receiver.At("/amd").Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(detection.Form.Keys, Is.EquivalentTo(new[] { "AccountSid", "CallSid", "AnsweredBy", "MachineDetectionDuration" }));
            Assert.That(detection["AnsweredBy"], Is.EqualTo("machine_start"));
            Assert.That(detection["CallSid"], Is.EqualTo(end["CallSid"]));
            Assert.That(detection["MachineDetectionDuration"], Is.EqualTo("3500"));
            Assert.That(end["AnsweredBy"], Is.EqualTo("machine_start"));
        }
    }

    [Test]
    public async Task Ending_0006_answers_but_is_never_bridged()
    {
        await using var sandbox = await StartAsync();
        sandbox.DialsContact("+5511987650006");

        await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync("/leg", "completed");
        await sandbox.Receiver.UntilAsync("/status", "completed");

        var action = sandbox.Receiver.At("/action").Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sandbox.Receiver.At("/leg").Select(request => request["CallStatus"]), Is.EqualTo(AllStatuses));
            Assert.That(sandbox.Receiver.At("/leg")[^1]["CallDuration"], Is.EqualTo("0"));
            Assert.That(action["DialCallStatus"], Is.EqualTo("completed"));
            Assert.That(action["DialBridged"], Is.EqualTo("false"));
            Assert.That(sandbox.Receiver.At("/recording"), Is.Empty);
        }
    }

    [Test]
    public async Task Ending_0007_sends_everything_twice_to_the_byte_and_out_of_order()
    {
        await using var sandbox = await StartAsync();
        sandbox.DialsContact("+5511987650007");

        await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync(
            all => all.Count(request => request.Path == "/leg") == 8 && all.Count(request => request.Path == "/recording") == 2
                && all.Count(request => request.Path == "/status" && request["CallStatus"] == "completed") == 2
                && all.Count(request => request.Path == "/action") == 2,
            "everything twice");

        var fromDialOn = sandbox.Receiver.All.Where(request =>
            request.Path is "/leg" or "/action" or "/recording" || (request.Path == "/status" && request["CallStatus"] == "completed"));
        var leg = sandbox.Receiver.At("/leg").Select(request => request["CallStatus"]).ToList();
        var ends = sandbox
            .Receiver.All.Where(request => request["CallStatus"] == "completed" && request.Path is "/leg" or "/status")
            .Select(request => request.Path)
            .ToList();
        using (Assert.EnterMultipleScope())
        {
            foreach (var twins in fromDialOn.GroupBy(request => request.Headers["I-Twilio-Idempotency-Token"]))
            {
                Assert.That(twins.Count(), Is.EqualTo(2), twins.First().ToString());
                Assert.That(twins.Select(request => request.Body).Distinct().Count(), Is.EqualTo(1));
                Assert.That(twins.Select(request => request.Signature).Distinct().Count(), Is.EqualTo(1));
            }

            Assert.That(leg.IndexOf("ringing"), Is.LessThan(leg.IndexOf("initiated")));
            Assert.That(leg.LastIndexOf("in-progress"), Is.GreaterThan(leg.IndexOf("completed")));
            Assert.That(ends[0], Is.EqualTo("/status"));
        }
    }

    [Test]
    public async Task Ending_0008_ends_without_a_last_word()
    {
        await using var sandbox = await StartAsync();
        sandbox.DialsContact("+5511987650008");

        var sid = await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync("/leg", "in-progress");
        var call = await sandbox.EndOfAsync(sid);
        var recordings = await sandbox.RecordingsOfAsync(sid);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.GetProperty("status").GetString(), Is.EqualTo("completed"));
            Assert.That(recordings[0].GetProperty("status").GetString(), Is.EqualTo("completed"));
            Assert.That(sandbox.Receiver.All.Where(request => request["CallStatus"] == "completed"), Is.Empty);
            Assert.That(sandbox.Receiver.At("/action"), Is.Empty);
            Assert.That(sandbox.Receiver.At("/recording"), Is.Empty);
            Assert.That((await LostActionAsync(sandbox, sid)).GetProperty("dial_bridged").GetString(), Is.EqualTo("true"));
        }
    }

    [TestCase("hangs-up-unheard", "completed", true)]
    [TestCase("never-dialled-unheard", "failed", false)]
    public async Task What_only_the_dials_action_could_have_said_is_on_record(string behaviour, string dialStatus, bool isDialled)
    {
        await using var sandbox = await StartAsync();
        sandbox.DialsContact("+5511987654321");
        using var chosen = await sandbox.Http.PostAsJsonAsync("/sandbox/next", new { leg = "contact", behaviour });

        var sid = await sandbox.CallAsync(Agent);
        await sandbox.EndOfAsync(sid);

        var action = await LostActionAsync(sandbox, sid);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sandbox.Receiver.At("/action"), Is.Empty);
            Assert.That(
                (action.GetProperty("dial_call_status").GetString(), action.GetProperty("dial_bridged").GetString()),
                Is.EqualTo((dialStatus, "false")));
            Assert.That(action.TryGetProperty("dial_call_sid", out _), Is.EqualTo(isDialled));
            Assert.That(sandbox.Receiver.At("/leg"), isDialled ? Is.Not.Empty : Is.Empty);
        }
    }

    /// <summary>What the request to the Dial's action said, by Events.json, where it never arrived.</summary>
    private static async Task<JsonElement> LostActionAsync(SandboxUnderTest sandbox, string sid)
    {
        var lost = (await sandbox.GetAsync($"Calls/{sid}/Events.json")).GetProperty("events").EnumerateArray()
            .Single(happened => happened.GetProperty("request").GetProperty("url").GetString() == sandbox.Receiver.Url + "/action");
        Assert.That(lost.GetProperty("response").GetProperty("response_code").ValueKind, Is.EqualTo(JsonValueKind.Null));
        return lost.GetProperty("request").GetProperty("parameters");
    }
}
