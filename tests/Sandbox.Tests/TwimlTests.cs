using Microsoft.AspNetCore.Http;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class TwimlTests
{
    [TestCase("500", "11200")]
    [TestCase("xml", "12100")]
    [TestCase("root", "12100")]
    [TestCase("prolog", "12100")]
    [TestCase("type", "12300")]
    [TestCase("large", "11750")]
    public async Task A_document_that_cannot_be_used_sends_the_call_to_its_fallback(string trouble, string code)
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/voice", _ => trouble switch
        {
            "500" => Results.StatusCode(500),
            "xml" => Results.Content("<Response><Say>", "text/xml"),
            "root" => Results.Content("<response/>", "text/xml"),
            "prolog" => Results.Content(" <?xml version=\"1.0\"?><Response/>", "text/xml"),
            "type" => Results.Content("<Response/>", "application/json"),
            _ => Receiver.Twiml("<!--" + new string('x', 70_000) + "-->"),
        });
        sandbox.Receiver.Answers("/fallback", "<Hangup/>");

        var sid = await sandbox.CallAsync(Agent, ("FallbackUrl", sandbox.Receiver.Url + "/fallback"));
        await sandbox.Receiver.UntilAsync("/status", "completed");

        var fallback = sandbox.Receiver.At("/fallback").Single();
        var notifications = (await sandbox.GetAsync($"Calls/{sid}/Notifications.json")).GetProperty("notifications");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fallback["ErrorCode"], Is.EqualTo(code));
            Assert.That(fallback["ErrorUrl"], Is.EqualTo(sandbox.Receiver.Url + "/voice"));
            Assert.That(notifications[0].GetProperty("error_code").GetString(), Is.EqualTo(code));
            Assert.That(notifications[0].GetProperty("log").GetString(), Is.EqualTo("0"));
        }
    }

    [Test]
    public async Task Without_a_fallback_the_call_ends_with_an_application_error()
    {
        await using var sandbox = await StartAsync();

        var sid = await sandbox.CallAsync(Agent, ("Url", "http://127.0.0.1:1/nobody"));
        await sandbox.Receiver.UntilAsync("/status", "completed");

        var notifications = (await sandbox.GetAsync($"Calls/{sid}/Notifications.json")).GetProperty("notifications");
        var events = (await sandbox.GetAsync($"Calls/{sid}/Events.json")).GetProperty("events").EnumerateArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(notifications[0].GetProperty("error_code").GetString(), Is.EqualTo("11205"));
            Assert.That(
                events.Count(each => each.GetProperty("request").GetProperty("url").GetString() == "http://127.0.0.1:1/nobody"),
                Is.EqualTo(2),
                "a connection that fails is tried once more");
        }
    }

    [Test]
    public async Task Documents_follow_one_another_by_relative_urls()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/calls/one", "<Say>Um</Say><Redirect method=\"GET\">two?step=2&amp;x=1</Redirect><Say>never</Say>");
        sandbox.Receiver.Answers("/calls/two", "<Redirect>/three</Redirect>");
        sandbox.Receiver.Answers("/three", "<Hangup/>");

        await sandbox.CallAsync(Agent, ("Url", sandbox.Receiver.Url + "/calls/one"));
        await sandbox.Receiver.UntilAsync("/status", "completed");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(sandbox.Receiver.At("/calls/two").Single().Query, Does.StartWith("?step=2&x=1&AccountSid="));
            Assert.That(sandbox.Receiver.At("/three").Single().Method, Is.EqualTo("POST"));
        }
    }

    [Test]
    public async Task Twiml_can_be_given_with_the_call()
    {
        await using var sandbox = await StartAsync();

        var sid = await sandbox.CallAsync(Agent, ("Url", ""), ("Twiml", "<Response><Say>Oi</Say></Response>"));
        var call = await sandbox.EndOfAsync(sid);

        Assert.That(call.GetProperty("status").GetString(), Is.EqualTo("completed"));
    }

    [Test]
    public async Task A_verb_that_is_not_known_is_skipped_with_a_warning()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/voice", "<Sing>La</Sing><Redirect>/next</Redirect>");
        sandbox.Receiver.Answers("/next", "<Hangup/>");

        var sid = await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync("/status", "completed");

        var notifications = (await sandbox.GetAsync($"Calls/{sid}/Notifications.json")).GetProperty("notifications");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sandbox.Receiver.At("/next"), Has.Count.EqualTo(1));
            Assert.That(notifications[0].GetProperty("error_code").GetString(), Is.EqualTo("12200"));
        }
    }

    [TestCase("<Dial callerId=\"+14155550100\" action=\"/action\">+5511987654321</Dial>", "13214")]
    [TestCase("<Dial action=\"/action\">12</Dial>", "13224")]
    [TestCase("<Dial action=\"/action\">+5352345678</Dial>", "13227")]
    public async Task A_dial_that_Twilio_refuses_fails_without_a_leg(string dial, string code)
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/voice", dial);
        sandbox.Receiver.Answers("/action", "<Hangup/>");

        var sid = await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync("/status", "completed");

        var action = sandbox.Receiver.At("/action").Single();
        var children = await sandbox.GetAsync("Calls.json?ParentCallSid=" + sid);
        var notifications = (await sandbox.GetAsync($"Calls/{sid}/Notifications.json")).GetProperty("notifications");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(action["DialCallStatus"], Is.EqualTo("failed"));
            Assert.That(action.Has("DialCallSid"), Is.False);
            Assert.That(children.GetProperty("calls").GetArrayLength(), Is.Zero);
            Assert.That(notifications[0].GetProperty("error_code").GetString(), Is.EqualTo(code));
        }
    }

    [Test]
    public async Task Without_an_action_the_document_goes_on_after_the_dial()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/voice", "<Dial>+5511987650002</Dial><Redirect>/next</Redirect>");
        sandbox.Receiver.Answers("/next", "<Hangup/>");

        await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync("/status", "completed");

        Assert.That(sandbox.Receiver.At("/next"), Has.Count.EqualTo(1));
    }

    [TestCase("<Say>Esta ligação será gravada.</Say>", "true")]
    [TestCase("<Say>Não.</Say><Hangup/>", "false")]
    public async Task A_whisper_is_heard_by_the_contact_before_the_bridge(string whisper, string bridged)
    {
        await using var sandbox = await StartAsync();
        sandbox.DialsContact("+5511987654321", numberAttributes: "url=\"/whisper\"");
        sandbox.Receiver.Answers("/whisper", whisper);

        await sandbox.CallAsync(Agent);
        var end = await sandbox.Receiver.UntilAsync("/leg", "completed");
        await sandbox.Receiver.UntilAsync("/status", "completed");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(sandbox.Receiver.At("/whisper").Single()["CallSid"], Is.EqualTo(end["CallSid"]));
            Assert.That(sandbox.Receiver.At("/action").Single()["DialBridged"], Is.EqualTo(bridged));
        }
    }

    [Test]
    public async Task Keys_are_gathered_until_the_finishing_one()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/voice", "<Gather action=\"/pressed\" timeout=\"3600\"/>");
        sandbox.Receiver.Answers("/pressed", "<Hangup/>");
        var sid = await sandbox.CallAsync("+5511999999005");
        await sandbox.StatusIsAsync(sid, "in-progress");

        await sandbox.PressAsync(sid, "42#");
        await sandbox.Receiver.UntilAsync("/status", "completed");

        Assert.That(sandbox.Receiver.At("/pressed").Single()["Digits"], Is.EqualTo("42"));
    }

    [Test]
    public async Task A_message_is_recorded_until_it_falls_silent()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/voice", "<Record action=\"/message\" maxLength=\"30\" recordingStatusCallback=\"/recording\"/>");
        sandbox.Receiver.Answers("/message", "<Hangup/>");

        await sandbox.CallAsync(Agent);
        var recording = await sandbox.Receiver.UntilAsync("/recording", "(absent)");

        var message = sandbox.Receiver.At("/message").Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(message["RecordingSid"], Is.EqualTo(recording["RecordingSid"]));
            Assert.That(recording["RecordingSource"], Is.EqualTo("RecordVerb"));
            Assert.That(recording["RecordingChannels"], Is.EqualTo("1"));
        }
    }

    [Test]
    public async Task A_time_limit_ends_the_call()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/voice", "<Pause length=\"3600\"/>");

        var sid = await sandbox.CallAsync(Agent, ("TimeLimit", "5"));
        var call = await sandbox.EndOfAsync(sid);

        Assert.That(call.GetProperty("status").GetString(), Is.EqualTo("completed"));
    }

    [Test]
    public async Task Cookies_of_the_receiver_come_back_within_the_call()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/voice", _ => new WithCookie(Receiver.Twiml("<Redirect>/next</Redirect>")));
        sandbox.Receiver.Answers("/next", "<Hangup/>");

        await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync("/status", "completed");

        Assert.That(sandbox.Receiver.At("/next").Single().Headers["Cookie"], Is.EqualTo("step=1"));
    }

    [Test]
    public async Task A_failing_callback_is_retried_only_where_its_url_asks_for_it()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/status", _ => Results.StatusCode(503));

        await sandbox.CallAsync(
            Agent,
            ("StatusCallback", sandbox.Receiver.Url + "/status#rc=2&rp=5xx"),
            ("StatusCallbackEvent", "completed"));
        await sandbox.Receiver.UntilAsync(all => all.Count(request => request.Path == "/status") == 3, "two retries");
        var second = await sandbox.CallAsync("+5511999995502", ("StatusCallbackEvent", "completed"));
        await sandbox.Receiver.UntilAsync(
            all => all.Any(request => request.Path == "/status" && request["CallSid"] == second),
            "the second call's end");
        await sandbox.WarnedAsync(second, "15003");

        var retries = sandbox.Receiver.At("/status").Where(request => request["CallSid"] != second).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(retries.Select(request => request.Headers["I-Twilio-Idempotency-Token"]).Distinct().Count(), Is.EqualTo(1));
            Assert.That(sandbox.Receiver.At("/status").Count(request => request["CallSid"] == second), Is.EqualTo(1));
        }
    }

    private sealed class WithCookie(IResult inner) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Cookies.Append("step", "1");
            return inner.ExecuteAsync(httpContext);
        }
    }
}
