using System.Net;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests;

/// <summary>Hanging up, redirecting and deleting by REST, in each state of a call.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class CallUpdateTests
{
    [TestCase("canceled")]
    [TestCase("completed")]
    public async Task A_queued_call_is_canceled_before_anything_is_dialed(string status)
    {
        await using var sandbox = await StartAsync("--Sandbox:CallsPerSecond=0.01", "--Sandbox:TimeScale=1");
        await sandbox.CallAsync(Agent);
        var sid = await sandbox.CallAsync("+5511999995502");

        using var response = await sandbox.PostAsync($"Calls/{sid}.json", ("Status", status));
        var end = await sandbox.Receiver.UntilAsync("/status", "canceled");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(end["SequenceNumber"], Is.EqualTo("0"));
            Assert.That(end["CallDuration"], Is.EqualTo("0"));
        }
    }

    [TestCase("canceled")]
    [TestCase("completed")]
    public async Task A_ringing_call_is_canceled(string status)
    {
        await using var sandbox = await StartAsync("--Sandbox:TimeScale=0.05");
        var sid = await sandbox.CallAsync("+5511999999003");
        await sandbox.Receiver.UntilAsync("/status", "ringing");

        using var response = await sandbox.PostAsync($"Calls/{sid}.json", ("Status", status));
        var end = await sandbox.Receiver.UntilAsync("/status", "canceled");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(end["SequenceNumber"], Is.EqualTo("2"));
            Assert.That(sandbox.Receiver.At("/voice"), Is.Empty);
        }
    }

    [Test]
    public async Task A_call_in_progress_takes_no_notice_of_canceled_but_ends_at_completed()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/voice", "<Pause length=\"3600\"/>");
        var sid = await sandbox.CallAsync(Agent);
        await sandbox.StatusIsAsync(sid, "in-progress");

        using var canceled = await sandbox.PostAsync($"Calls/{sid}.json", ("Status", "canceled"));
        var still = await JsonOf(canceled);
        using var completed = await sandbox.PostAsync($"Calls/{sid}.json", ("Status", "completed"));
        await sandbox.Receiver.UntilAsync("/status", "completed");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(still.GetProperty("status").GetString(), Is.EqualTo("in-progress"));
            Assert.That(completed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [TestCase("+5511987650001", "in-progress", "completed")]
    [TestCase("+5511987650003", "ringing", "no-answer")]
    public async Task Completing_a_call_that_dials_ends_both_legs_and_asks_no_dial_action(string contact, string when, string childStatus)
    {
        await using var sandbox = await StartAsync("--Sandbox:TimeScale=0.1");
        sandbox.DialsContact(contact);
        var sid = await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync("/leg", when);

        using var response = await sandbox.PostAsync($"Calls/{sid}.json", ("Status", "completed"));
        var end = await sandbox.Receiver.UntilAsync("/leg", childStatus);
        await sandbox.Receiver.UntilAsync("/status", "completed");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(end["ParentCallSid"], Is.EqualTo(sid));
            Assert.That(sandbox.Receiver.At("/action"), Is.Empty);
        }
    }

    [Test]
    public async Task An_ended_call_can_be_neither_hung_up_nor_redirected_but_deleted()
    {
        await using var sandbox = await StartAsync();
        var sid = await sandbox.CallAsync(Agent);
        using var early = await sandbox.Http.DeleteAsync(Path($"Calls/{sid}.json"));
        await sandbox.EndOfAsync(sid);

        using var hangUp = await sandbox.PostAsync($"Calls/{sid}.json", ("Status", "completed"));
        using var redirect = await sandbox.PostAsync($"Calls/{sid}.json", ("Twiml", "<Response/>"));
        using var delete = await sandbox.Http.DeleteAsync(Path($"Calls/{sid}.json"));
        using var gone = await sandbox.Http.GetAsync(Path($"Calls/{sid}.json"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await JsonOf(early)).GetProperty("code").GetInt32(), Is.EqualTo(20009));
            Assert.That((await JsonOf(hangUp)).GetProperty("code").GetInt32(), Is.EqualTo(21220));
            Assert.That((await JsonOf(redirect)).GetProperty("code").GetInt32(), Is.EqualTo(21220));
            Assert.That(delete.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task A_redirect_ends_the_dial_and_runs_the_other_document()
    {
        await using var sandbox = await StartAsync("--Sandbox:TimeScale=0.05");
        sandbox.DialsContact("+5511987650001");
        sandbox.Receiver.Answers("/other", "<Hangup/>");
        var sid = await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync("/leg", "in-progress");

        using var response = await sandbox.PostAsync($"Calls/{sid}.json", ("Url", sandbox.Receiver.Url + "/other"));
        await sandbox.Receiver.UntilAsync("/leg", "completed");
        await sandbox.Receiver.UntilAsync("/status", "completed");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(sandbox.Receiver.At("/other").Single()["CallSid"], Is.EqualTo(sid));
            Assert.That(sandbox.Receiver.At("/action"), Is.Empty);
        }
    }

    [Test]
    public async Task A_contact_leg_can_be_redirected_and_the_parent_goes_on()
    {
        await using var sandbox = await StartAsync("--Sandbox:TimeScale=0.05");
        sandbox.DialsContact("+5511987650001");
        sandbox.Receiver.Answers("/other", "<Hangup/>");
        await sandbox.CallAsync(Agent);
        var child = (await sandbox.Receiver.UntilAsync("/leg", "in-progress"))["CallSid"];

        using var response = await sandbox.PostAsync($"Calls/{child}.json", ("Url", sandbox.Receiver.Url + "/other"));
        await sandbox.Receiver.UntilAsync("/leg", "completed");
        await sandbox.Receiver.UntilAsync("/status", "completed");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(sandbox.Receiver.At("/other").Single()["CallSid"], Is.EqualTo(child));
            Assert.That(sandbox.Receiver.At("/action").Single().Has("DialCallDuration"), Is.False);
        }
    }

    [Test]
    public async Task A_time_limit_alone_ends_the_call_at_the_limit_that_was_set_last()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/voice", "<Pause length=\"3600\"/>");
        var sid = await sandbox.CallAsync(Agent, ("TimeLimit", "3000"));
        await sandbox.StatusIsAsync(sid, "in-progress");

        using var longer = await sandbox.PostAsync($"Calls/{sid}.json", ("TimeLimit", "2000"));
        using var shorter = await sandbox.PostAsync($"Calls/{sid}.json", ("TimeLimit", "20"));
        var end = await sandbox.EndOfAsync(sid);
        using var late = await sandbox.PostAsync($"Calls/{sid}.json", ("TimeLimit", "20"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(longer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(shorter.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(end.GetProperty("status").GetString(), Is.EqualTo("completed"));
            Assert.That((await JsonOf(late)).GetProperty("code").GetInt32(), Is.EqualTo(21220));
        }
    }

    [Test]
    public async Task A_time_limit_that_has_passed_ends_the_call_and_a_longer_one_keeps_it()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/voice", "<Pause length=\"70\"/><Redirect>/later</Redirect>");
        sandbox.Receiver.Answers("/later", "<Pause length=\"3600\"/>");
        var sid = await sandbox.CallAsync(Agent, ("TimeLimit", "60"));
        using var set = await sandbox.PostAsync($"Calls/{sid}.json", ("TimeLimit", "3600"));
        await sandbox.Receiver.UntilAsync("/later", "in-progress");
        var still = await sandbox.GetAsync($"Calls/{sid}.json");

        using var over = await sandbox.PostAsync($"Calls/{sid}.json", ("TimeLimit", "1"));
        await sandbox.EndOfAsync(sid);

        Assert.That(still.GetProperty("status").GetString(), Is.EqualTo("in-progress"), "60 s are over");
    }

    [Test]
    public async Task A_status_callback_is_changed_together_with_the_document_only()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/voice", "<Pause length=\"3600\"/>");
        sandbox.Receiver.Answers("/other", "<Hangup/>");
        var sid = await sandbox.CallAsync(Agent);
        await sandbox.StatusIsAsync(sid, "in-progress");

        using var alone = await sandbox.PostAsync($"Calls/{sid}.json", ("StatusCallback", sandbox.Receiver.Url + "/new"));
        using var withLimit = await sandbox.PostAsync(
            $"Calls/{sid}.json",
            ("StatusCallback", sandbox.Receiver.Url + "/new"),
            ("TimeLimit", "1000"));
        using var together = await sandbox.PostAsync(
            $"Calls/{sid}.json",
            ("Url", sandbox.Receiver.Url + "/other"),
            ("StatusCallback", sandbox.Receiver.Url + "/new"));
        await sandbox.Receiver.UntilAsync("/new", "completed");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await JsonOf(alone)).GetProperty("code").GetInt32(), Is.EqualTo(21205));
            Assert.That((await JsonOf(withLimit)).GetProperty("code").GetInt32(), Is.EqualTo(21205));
            Assert.That(together.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task A_contact_leg_that_was_redirected_may_dial_somebody()
    {
        await using var sandbox = await StartAsync("--Sandbox:TimeScale=0.05");
        sandbox.DialsContact("+5511987650010");
        sandbox.Receiver.Answers(
            "/other",
            $"""
            <Dial callerId="{Number}"><Number statusCallback="/third" statusCallbackEvent="answered">+5511987650001</Number></Dial>
            """);
        await sandbox.CallAsync(Agent);
        var child = (await sandbox.Receiver.UntilAsync("/leg", "in-progress"))["CallSid"];

        using var response = await sandbox.PostAsync($"Calls/{child}.json", ("Url", sandbox.Receiver.Url + "/other"));
        var third = await sandbox.Receiver.UntilAsync("/third", "in-progress");

        Assert.That(third["ParentCallSid"], Is.EqualTo(child));
    }
}
