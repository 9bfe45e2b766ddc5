using System.Net;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests;

/// <summary>What a number called by POST Calls.json does, by its last four digits.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AgentEndingTests
{
    [TestCase("9002", "busy", "486")]
    [TestCase("9003", "no-answer", "487")]
    [TestCase("9004", "failed", "404")]
    public async Task An_agent_that_is_not_reached_says_why_and_no_twiml_is_asked_for(string ending, string status, string sip)
    {
        await using var sandbox = await StartAsync();

        var sid = await sandbox.CallAsync("+551199999" + ending, ("Timeout", "20"));
        var end = await sandbox.Receiver.UntilAsync("/status", status);

        var call = await sandbox.GetAsync($"Calls/{sid}.json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(end["SipResponseCode"], Is.EqualTo(sip));
            Assert.That(end["CallDuration"], Is.EqualTo("0"));
            Assert.That(sandbox.Receiver.At("/voice"), Is.Empty);
            Assert.That(call.GetProperty("duration").GetString(), Is.Null);
            Assert.That(call.GetProperty("end_time").GetString(), Is.Not.Null);
        }
    }

    [Test]
    public async Task An_agent_presses_1_when_asked()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers(
            "/voice",
            "<Gather numDigits=\"1\" action=\"/pressed\"><Say>Tecle 1.</Say></Gather><Redirect>/nothing</Redirect>");
        sandbox.Receiver.Answers("/pressed", "<Hangup/>");

        await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync("/status", "completed");

        Assert.That(sandbox.Receiver.At("/pressed").Single()["Digits"], Is.EqualTo("1"));
    }

    [Test]
    public async Task Ending_9005_presses_nothing_so_that_the_gather_falls_through()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers(
            "/voice",
            "<Gather numDigits=\"1\" action=\"/pressed\"><Say>Tecle 1.</Say></Gather><Redirect>/nothing</Redirect>");
        sandbox.Receiver.Answers("/nothing", "<Hangup/>");

        await sandbox.CallAsync("+5511999999005");
        await sandbox.Receiver.UntilAsync("/status", "completed");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(sandbox.Receiver.At("/pressed"), Is.Empty);
            Assert.That(sandbox.Receiver.At("/nothing"), Has.Count.EqualTo(1));
        }
    }

    [TestCase("no-answer")]
    [TestCase("canceled")]
    public async Task Ending_9006_hangs_up_while_the_contact_rings(string status)
    {
        await using var sandbox = await StartAsync("--Sandbox:AgentHangUpStatus=" + status);
        sandbox.DialsContact("+5511987650003");

        await sandbox.CallAsync("+5511999999006");
        await sandbox.Receiver.UntilAsync("/leg", status);
        await sandbox.Receiver.UntilAsync("/status", "completed");

        var action = sandbox.Receiver.At("/action").Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                sandbox.Receiver.At("/leg").Select(request => request["CallStatus"]),
                Is.EqualTo(new[] { "initiated", "ringing", status }));
            Assert.That(sandbox.Receiver.At("/leg")[^1]["SipResponseCode"], Is.EqualTo("487"));
            Assert.That(action["CallStatus"], Is.EqualTo("completed"));
            Assert.That(action["DialCallStatus"], Is.EqualTo(status));
        }
    }

    [Test]
    public async Task Ending_9009_answers_500_and_yet_the_call_is_made()
    {
        await using var sandbox = await StartAsync();

        using var response = await sandbox.PostCallAsync("+5511999999009");
        await sandbox.Receiver.UntilAsync("/status", "completed");

        var calls = await sandbox.GetAsync("Calls.json?To=%2B5511999999009");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
            Assert.That(calls.GetProperty("calls").GetArrayLength(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Ending_9010_is_refused_the_first_time_only()
    {
        await using var sandbox = await StartAsync();

        using var first = await sandbox.PostCallAsync("+5511999999010");
        using var second = await sandbox.PostCallAsync("+5511999999010");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That((await JsonOf(first)).GetProperty("code").GetInt32(), Is.EqualTo(20429));
            Assert.That(first.Headers.RetryAfter?.ToString(), Is.EqualTo("1"));
            Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        }
    }

    [Test]
    public async Task Detection_that_is_waited_for_is_told_with_the_request_for_twiml()
    {
        await using var sandbox = await StartAsync();

        await sandbox.CallAsync("+5511999999005", ("MachineDetection", "DetectMessageEnd"));
        var end = await sandbox.Receiver.UntilAsync("/status", "completed");

        var voice = sandbox.Receiver.At("/voice").Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(voice["AnsweredBy"], Is.EqualTo("machine_end_beep"));
            Assert.That(voice["MachineDetectionDuration"], Is.EqualTo("8000"));
            Assert.That(end["AnsweredBy"], Is.EqualTo("machine_end_beep"));
        }
    }

    [Test]
    public async Task Detection_in_the_background_is_told_to_its_own_callback()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/voice", "<Pause length=\"20\"/>");

        await sandbox.CallAsync(
            Agent,
            ("MachineDetection", "Enable"),
            ("AsyncAmd", "true"),
            ("AsyncAmdStatusCallback", sandbox.Receiver.Url + "/amd"));
        await sandbox.Receiver.UntilAsync("/status", "completed");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(sandbox.Receiver.At("/voice").Single().Has("AnsweredBy"), Is.False);
            Assert.That(sandbox.Receiver.At("/amd").Single()["AnsweredBy"], Is.EqualTo("human"));
        }
    }
}
