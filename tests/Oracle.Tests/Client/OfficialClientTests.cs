using System.Text.Json;
using CrmVoice.Sandbox.Tests;
using static CrmVoice.Oracle.Tests.Client.OfficialClient;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Oracle.Tests.Client;

/// <summary>The sandbox as Twilio's official Node client sees it.</summary>
internal sealed class OfficialClientTests
{
    private static readonly string[] events = ["initiated", "ringing", "answered", "completed"];

    private SandboxUnderTest sandbox = null!;
    private OfficialClient client = null!;

    [SetUp]
    public async Task StartAsync()
    {
        sandbox = await SandboxUnderTest.StartAsync();
        client = new OfficialClient(sandbox.Url);
    }

    [TearDown]
    public async Task StopAsync() => await sandbox.DisposeAsync();

    [Test]
    public async Task Creates_a_call_and_fetches_it()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-2);
        var created = await CreateAsync(Agent);
        await sandbox.Receiver.UntilAsync("/status", "completed");
        var fetched = await client.DoAsync("calls", Args(SidOf(created)), "fetch", Args());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(SidOf(created), Does.Match("^CA[0-9a-f]{32}$"));
            Assert.That(Text(created, "status"), Is.EqualTo("queued"));
            Assert.That(
                (Text(created, "direction"), Text(created, "to"), Text(created, "from"), Text(created, "accountSid")),
                Is.EqualTo(("outbound-api", Agent, Number, Account)));
            Assert.That(created.GetProperty("startTime").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(Text(fetched, "status"), Is.EqualTo("completed"));
            Assert.That(
                fetched.GetProperty("dateCreated").GetDateTimeOffset(),
                Is.InRange(before, DateTimeOffset.UtcNow.AddSeconds(2)),
                "a date that the client could read");
            Assert.That(
                fetched.GetProperty("endTime").GetDateTimeOffset(),
                Is.GreaterThanOrEqualTo(fetched.GetProperty("startTime").GetDateTimeOffset()));
            Assert.That(
                sandbox.Receiver.At("/status").Select(request => request["CallStatus"]),
                Is.EquivalentTo(["initiated", "ringing", "in-progress", "completed"]));
        }
    }

    [Test]
    public async Task Creates_a_call_from_TwiML_with_every_parameter_that_the_sandbox_knows()
    {
        var created = await client.DoAsync("calls", "create", Args(new
        {
            to = Agent,
            from = Number,
            twiml = "<Response><Pause length=\"2\"/></Response>",
            timeout = 20,
            timeLimit = 60,
            record = true,
            recordingChannels = "dual",
            recordingTrack = "both",
            recordingStatusCallback = sandbox.Receiver.Url + "/recording",
            recordingStatusCallbackMethod = "POST",
            recordingStatusCallbackEvent = new[] { "in-progress", "completed" },
            statusCallback = sandbox.Receiver.Url + "/status",
            statusCallbackMethod = "GET",
            statusCallbackEvent = events,
            machineDetection = "Enable",
            asyncAmd = "true",
            asyncAmdStatusCallback = sandbox.Receiver.Url + "/amd",
            asyncAmdStatusCallbackMethod = "POST",
        }));
        await sandbox.Receiver.UntilAsync(_ => sandbox.Receiver.At("/status").Count == 4, "all that was subscribed to");
        var recordings = await sandbox.RecordingsOfAsync(SidOf(created));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(recordings[0].GetProperty("channels").GetInt32(), Is.EqualTo(2));
            Assert.That(sandbox.Receiver.At("/status").Select(request => request.Method), Is.All.EqualTo("GET"));
        }
    }

    [Test]
    public async Task Lists_over_pages_as_many_as_are_wanted()
    {
        var made = new List<string>();
        for (var index = 0; index < 7; index++)
        {
            made.Add(SidOf(await CreateAsync("+5511999999002")));
        }

        var five = await client.DoAsync("calls", "list", Args(new { limit = 5, pageSize = 2 }));
        var all = await client.DoAsync("calls", "list", Args(new { pageSize = 3 }));
        var page = await client.DoAsync("calls", "page", Args(new { pageSize = 3 }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(five.EnumerateArray().Select(SidOf), Is.EqualTo(made.AsEnumerable().Reverse().Take(5)));
            Assert.That(all.EnumerateArray().Select(SidOf), Is.EqualTo(made.AsEnumerable().Reverse()));
            Assert.That(page.GetProperty("instances").GetArrayLength(), Is.EqualTo(3));
        }
    }

    [Test]
    public async Task Lists_by_every_filter()
    {
        sandbox.DialsContact("+5511987650002");
        var agentLeg = SidOf(await CreateAsync(Agent));
        await sandbox.EndOfAsync(agentLeg);
        var busy = SidOf(await CreateAsync("+5511999999002"));
        await sandbox.EndOfAsync(busy);
        var (past, future) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await SidsAsync(new { to = "+5511999999002" }), Is.EqualTo([busy]));
            Assert.That(await SidsAsync(new { from = Number, to = Agent }), Is.EqualTo([agentLeg]));
            Assert.That(await SidsAsync(new { parentCallSid = agentLeg }), Has.Length.EqualTo(1));
            Assert.That(await SidsAsync(new { status = "busy", to = "+5511999999002" }), Is.EqualTo([busy]));
            Assert.That(await SidsAsync(new { status = "queued" }), Is.Empty);
            Assert.That(await SidsAsync(new { startTimeAfter = Time(past), endTimeBefore = Time(future) }), Has.Length.EqualTo(3));
            Assert.That(await SidsAsync(new { startTimeAfter = Time(future) }), Is.Empty);
            Assert.That(await SidsAsync(new { startTimeBefore = Time(past) }), Is.Empty);
            Assert.That(await SidsAsync(new { endTimeAfter = Time(future) }), Is.Empty);
        }
    }

    [Test]
    public async Task Sends_a_live_call_to_other_TwiML_and_hangs_up()
    {
        var sid = await LiveCallAsync();
        var redirected = await client.DoAsync(
            "calls",
            Args(sid),
            "update",
            Args(new { twiml = "<Response><Pause length=\"3600\"/></Response>" }));
        await client.DoAsync("calls", Args(sid), "update", Args(new { url = sandbox.Receiver.Url + "/elsewhere", method = "GET" }));
        await sandbox.Receiver.UntilAsync("/elsewhere", "in-progress");
        var ended = await client.DoAsync("calls", Args(sid), "update", Args(new { status = "completed" }));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Text(redirected, "status"), Is.EqualTo("in-progress"));
            Assert.That(sandbox.Receiver.At("/elsewhere")[0].Method, Is.EqualTo("GET"));
            Assert.That(Text(ended, "status"), Is.EqualTo("completed"));
        }
    }

    [Test]
    public async Task Deletes_a_call()
    {
        var sid = SidOf(await CreateAsync("+5511999999002"));
        await sandbox.EndOfAsync(sid);
        Assert.That((await client.DoAsync("calls", Args(sid), "remove", Args())).GetBoolean(), Is.True);
        Assert.That((await client.FailAsync("calls", Args(sid), "fetch", Args())).Code, Is.EqualTo(20404));
    }

    [Test]
    public async Task Records_a_live_call_and_finds_its_recordings()
    {
        var sid = await LiveCallAsync();
        var started = await client.DoAsync("calls", Args(sid), "recordings", "create", Args(new { recordingChannels = "dual" }));
        var paused = await client.DoAsync(
            "calls",
            Args(sid),
            "recordings",
            Args("Twilio.CURRENT"),
            "update",
            Args(new { status = "paused", pauseBehavior = "silence" }));
        await client.DoAsync("calls", Args(sid), "recordings", Args(SidOf(started)), "update", Args(new { status = "stopped" }));
        await sandbox.RecordingsOfAsync(sid);

        var ofCall = await client.DoAsync("calls", Args(sid), "recordings", "list", Args());
        var ofAccount = await client.DoAsync(
            "recordings",
            "list",
            Args(new { callSid = sid, dateCreatedAfter = Time(DateTimeOffset.UtcNow.AddDays(-1)) }));
        var fetched = await client.DoAsync("recordings", Args(SidOf(started)), "fetch", Args());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Text(paused, "status"), Is.EqualTo("paused"));
            Assert.That(ofCall.EnumerateArray().Select(SidOf), Is.EqualTo([SidOf(started)]));
            Assert.That(ofAccount.EnumerateArray().Select(SidOf), Is.EqualTo([SidOf(started)]));
            Assert.That(
                (Text(fetched, "status"), Text(fetched, "callSid"), fetched.GetProperty("channels").GetInt32()),
                Is.EqualTo(("completed", sid, 2)));
            Assert.That(Text(fetched, "mediaUrl"), Does.EndWith("/Recordings/" + SidOf(started)));
            Assert.That((await client.DoAsync("recordings", Args(SidOf(started)), "remove", Args())).GetBoolean(), Is.True);
        }
    }

    [Test]
    public async Task Reads_the_account_its_balance_and_its_numbers()
    {
        var account = await client.DoAsync("api", "v2010", "accounts", Args(Account), "fetch", Args());
        var numbers = await client.DoAsync("incomingPhoneNumbers", "list", Args(new { phoneNumber = Number }));
        var number = await client.DoAsync("incomingPhoneNumbers", Args(SidOf(numbers[0])), "fetch", Args());
        var balance = await client.DoAsync("balance", "fetch", Args());
        using (Assert.EnterMultipleScope())
        {
            Assert.That((Text(account, "sid"), Text(account, "status"), Text(account, "type")), Is.EqualTo((Account, "active", "Full")));
            Assert.That(Text(number, "phoneNumber"), Is.EqualTo(Number));
            Assert.That(number.GetProperty("capabilities").GetProperty("voice").GetBoolean(), Is.True);
            Assert.That(Text(balance, "currency"), Is.EqualTo("USD"));
        }
    }

    [Test]
    public async Task Reads_what_happened_during_a_call()
    {
        var sid = SidOf(await CreateAsync(Agent));
        await sandbox.Receiver.UntilAsync("/status", "completed");
        var happened = await client.DoAsync("calls", Args(sid), "events", "list", Args());
        Assert.That(
            happened.EnumerateArray().Select(each => Text(each.GetProperty("request"), "url")),
            Has.Member(sandbox.Receiver.Url + "/voice"));
        Assert.That(
            await client.DoAsync("calls", Args(sid), "notifications", "list", Args()),
            Has.Property("ValueKind").EqualTo(JsonValueKind.Array));
    }

    [Test]
    public async Task An_API_key_opens_calls_but_not_the_account()
    {
        var byKey = new OfficialClient(sandbox.Url, "SK00000000000000000000000000000001", "demo-secret-aurora-0000000000001");
        Assert.That((await byKey.DoAsync("calls", "list", Args())).GetArrayLength(), Is.Zero);
        Assert.That((await byKey.FailAsync("api", "v2010", "accounts", Args(Account), "fetch", Args())).Code, Is.EqualTo(20003));
    }

    [Test]
    public async Task Errors_carry_Twilios_status_code_words_and_address()
    {
        var ended = SidOf(await CreateAsync("+5511999999002"));
        await sandbox.EndOfAsync(ended);
        var (unknown, wrong) = ("CA" + new string('0', 32), new OfficialClient(sandbox.Url, password: "wrong"));

        using (Assert.EnterMultipleScope())
        {
            ErrorIs(
                400,
                21211,
                await client.FailAsync(
                    "calls",
                    "create",
                    Args(
                        new
                        {
                            to = "nobody",
                            from = Number,
                            url = sandbox.Receiver.Url,
                        })));
            ErrorIs(404, 20404, await client.FailAsync("calls", Args(unknown), "fetch", Args()));
            ErrorIs(401, 20003, await wrong.FailAsync("calls", "list", Args()));
            ErrorIs(400, 21220, await client.FailAsync("calls", Args(ended), "update", Args(new { status = "completed" })));
            ErrorIs(
                429,
                20429,
                await client.FailAsync(
                    "calls",
                    "create",
                    Args(
                        new
                        {
                            to = "+5511999999010",
                            from = Number,
                            url = sandbox.Receiver.Url,
                        })));
        }
    }

    private static void ErrorIs(int status, int code, RestException error)
    {
        Assert.That(
            (error.Status, error.Code, error.MoreInfo),
            Is.EqualTo((status, (int?)code, $"https://www.twilio.com/docs/errors/{code}")),
            error.Message);
        Assert.That(error.Message, Is.Not.Empty.And.Not.Contains("Failed to execute request"));
    }

    private Task<JsonElement> CreateAsync(string to) => client.DoAsync("calls", "create", Args(new
    {
        to,
        from = Number,
        url = sandbox.Receiver.Url + "/voice",
        statusCallback = sandbox.Receiver.Url + "/status",
        statusCallbackEvent = events,
    }));

    private async Task<string> LiveCallAsync()
    {
        sandbox.Receiver.Answers("/voice", "<Pause length=\"3600\"/>");
        sandbox.Receiver.Answers("/elsewhere", "<Pause length=\"3600\"/>");
        var sid = SidOf(await CreateAsync(Agent));
        await sandbox.StatusIsAsync(sid, "in-progress");
        return sid;
    }

    private async Task<string[]> SidsAsync(object filter) =>
        [.. (await client.DoAsync("calls", "list", Args(filter))).EnumerateArray().Select(SidOf)];

    private static string SidOf(JsonElement resource) => Text(resource, "sid")!;

    private static string? Text(JsonElement resource, string name) => resource.GetProperty(name).GetString();
}
