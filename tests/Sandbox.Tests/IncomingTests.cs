using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests;

/// <summary>A customer calls in: the number's addresses are asked and told, as the account has set them.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class IncomingTests
{
    private const string Customer = "+5511987650001";

    [Test]
    public async Task A_number_that_is_called_asks_its_VoiceUrl_while_it_rings_and_tells_its_StatusCallback_of_the_end_once()
    {
        await using var sandbox = await StartAsync();
        await SetAsync(sandbox);
        sandbox.Receiver.Answers("/in", "<Say>Bom dia.</Say><Hangup/>");

        var sid = await CallInAsync(sandbox, new { to = Number, from = Customer });

        var ended = await sandbox.EndOfAsync(sid);
        var status = (await sandbox.Receiver.UntilAsync(all => all.Any(one => one.Path == "/ended"), "the end")).Single(one =>
            one.Path == "/ended");
        var asked = sandbox.Receiver.At("/in").Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (asked["CallSid"], asked["CallStatus"], asked["Direction"], asked["From"], asked["To"]),
                Is.EqualTo((sid, "ringing", "inbound", Customer, Number)));
            Assert.That(asked.Signature, Has.Length.EqualTo(28));
            Assert.That(
                (status["CallSid"], status["CallStatus"], status.Has("CallDuration"), status.Has("Timestamp")),
                Is.EqualTo((sid, "completed", true, true)));
            Assert.That(
                (ended.GetProperty("direction").GetString(), ended.GetProperty("status").GetString()),
                Is.EqualTo(("inbound", "completed")));
            Assert.That(ended.GetProperty("phone_number_sid").GetString(), Does.StartWith("PN"));
        }
    }

    [TestCase(30.0, "completed", "30")]
    [TestCase(0.0, "absent", null)]
    public async Task A_caller_leaves_a_message_or_silence(double speaksSeconds, string status, string? duration)
    {
        await using var sandbox = await StartAsync();
        await SetAsync(sandbox);
        sandbox.Receiver.Answers(
            "/in", "<Record action=\"/left\" recordingStatusCallback=\"/message\" recordingStatusCallbackEvent=\"completed absent\"/>");
        sandbox.Receiver.Answers("/left", "<Hangup/>");

        await CallInAsync(sandbox, new { to = Number, from = Customer, speaksSeconds });

        var message = (await sandbox.Receiver.UntilAsync(all => all.Any(one => one.Path == "/message"), "the message"))
            .Single(one => one.Path == "/message");
        Assert.That(
            (message["RecordingStatus"], message.Has("RecordingDuration") ? message["RecordingDuration"] : null, message["RecordingSource"]),
            Is.EqualTo((status, duration, "RecordVerb")));
    }

    [Test]
    public async Task A_number_may_be_set_up_from_the_start()
    {
        const string One = "--Sandbox:Numbers:0";
        await using var sandbox = await StartAsync(
            $"{One}:PhoneNumber={Number}", $"{One}:VoiceUrl=http://127.0.0.1:1/in", $"{One}:StatusCallback=http://127.0.0.1:1/ended");

        var ended = await sandbox.EndOfAsync(await CallInAsync(sandbox, new { to = Number, from = Customer }));

        Assert.That(ended.GetProperty("direction").GetString(), Is.EqualTo("inbound"));
    }

    [Test]
    public async Task A_caller_who_is_turned_down_was_never_answered()
    {
        await using var sandbox = await StartAsync();
        await SetAsync(sandbox);
        sandbox.Receiver.Answers("/in", "<Reject/>");

        var ended = await sandbox.EndOfAsync(await CallInAsync(sandbox, new { to = Number, from = "anonymous" }));

        Assert.That(ended.GetProperty("status").GetString(), Is.EqualTo("no-answer"));
    }

    [Test]
    public async Task The_fallback_is_asked_where_the_answer_cannot_be_used()
    {
        await using var sandbox = await StartAsync();
        await SetAsync(sandbox);
        sandbox.Receiver.Answers("/in", "<Unclosed");
        sandbox.Receiver.Answers("/fallback", "<Hangup/>");

        await sandbox.EndOfAsync(await CallInAsync(sandbox, new { to = Number, from = Customer }));

        Assert.That(sandbox.Receiver.At("/fallback").Single()["ErrorCode"], Is.EqualTo("12100"));
    }

    [Test]
    public async Task A_name_is_told_only_where_the_number_looks_callers_up()
    {
        await using var sandbox = await StartAsync();
        await SetAsync(sandbox);
        sandbox.Receiver.Answers("/in", "<Hangup/>");

        await sandbox.EndOfAsync(await CallInAsync(sandbox, new { to = Number, from = Customer, callerName = "CARLOS" }));
        await SetAsync(sandbox, ("VoiceCallerIdLookup", "true"));
        await sandbox.EndOfAsync(
            await CallInAsync(sandbox, new { to = Number, from = Customer, callerName = "CARLOS", forwardedFrom = "+551130000000" }));

        var asked = sandbox.Receiver.At("/in");
        Assert.That((asked[0].Has("CallerName"), asked[1]["CallerName"]), Is.EqualTo((false, "CARLOS")));
        Assert.That((asked[0].Has("ForwardedFrom"), asked[1]["ForwardedFrom"]), Is.EqualTo((false, "+551130000000")));
    }

    [Test]
    public async Task A_customer_presses_keys_and_hangs_up_when_asked_to()
    {
        await using var sandbox = await StartAsync();
        await SetAsync(sandbox);
        sandbox.Receiver.Answers("/in", """<Gather numDigits="1" timeout="60" action="/key"/>""");
        sandbox.Receiver.Answers("/key", """<Pause length="600"/>""");

        var ended = await sandbox.EndOfAsync(
            await CallInAsync(sandbox, new { to = Number, from = Customer, keys = "2", staysSeconds = 300 }));

        Assert.That(sandbox.Receiver.At("/key").Single()["Digits"], Is.EqualTo("2"));
        Assert.That(ended.GetProperty("status").GetString(), Is.EqualTo("completed"));
    }

    [TestCase("+551140009999", HttpStatusCode.NotFound)]
    [TestCase(Number, HttpStatusCode.Conflict)]
    public async Task A_number_that_nobody_has_or_has_set_up_cannot_be_called(string to, HttpStatusCode refused)
    {
        await using var sandbox = await StartAsync();
        using var answer = await sandbox.Http.PostAsJsonAsync("/control/incoming", new { to, from = Customer });
        Assert.That(answer.StatusCode, Is.EqualTo(refused));
    }

    private static async Task SetAsync(SandboxUnderTest sandbox, params (string Name, string Value)[] more)
    {
        var number = (await sandbox.GetAsync($"IncomingPhoneNumbers.json?PhoneNumber={Uri.EscapeDataString(Number)}"))
            .GetProperty("incoming_phone_numbers")[0].GetProperty("sid").GetString();
        using var set = await sandbox.PostAsync(
            $"IncomingPhoneNumbers/{number}.json",
            [
                ("VoiceUrl", $"{sandbox.Receiver.Url}/in"),
                ("VoiceFallbackUrl", $"{sandbox.Receiver.Url}/fallback"),
                ("StatusCallback", $"{sandbox.Receiver.Url}/ended"),
                .. more,
            ]);
        Assert.That(set.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private static async Task<string> CallInAsync(SandboxUnderTest sandbox, object customer)
    {
        using var answer = await sandbox.Http.PostAsJsonAsync("/control/incoming", customer);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("sid").GetString()!;
    }
}
