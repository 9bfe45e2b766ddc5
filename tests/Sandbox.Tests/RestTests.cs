using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class RestTests
{
    [Test]
    public async Task A_new_call_is_queued_and_all_that_is_not_known_yet_is_null()
    {
        await using var sandbox = await StartAsync();

        using var response = await sandbox.PostCallAsync(Agent);
        var call = await JsonOf(response);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(response.Content.Headers.ContentType?.ToString(), Is.EqualTo("application/json"));
            Assert.That(response.Headers.GetValues("Twilio-Request-Id").Single(), Does.Match("^RQ[0-9a-f]{32}$"));
            Assert.That(call.GetProperty("sid").GetString(), Does.Match("^CA[0-9a-f]{32}$"));
            Assert.That(call.GetProperty("status").GetString(), Is.EqualTo("queued"));
            Assert.That(call.GetProperty("direction").GetString(), Is.EqualTo("outbound-api"));
            Assert.That(call.GetProperty("queue_time").GetString(), Is.EqualTo("0"));
            Assert.That(call.GetProperty("subresource_uris").GetProperty("recordings").GetString(), Does.EndWith("/Recordings.json"));
            foreach (var name in new[] { "duration", "start_time", "end_time", "price", "answered_by", "parent_call_sid" })
            {
                Assert.That(call.GetProperty(name).ValueKind, Is.EqualTo(JsonValueKind.Null), name);
            }
        }
    }

    [TestCase("0", "-0.01400")]
    [TestCase("100000", null)]
    public async Task A_call_that_is_over_has_a_price_some_time_later(string seconds, string? price)
    {
        await using var sandbox = await StartAsync($"--Sandbox:PriceSeconds={seconds}");

        var call = await sandbox.EndOfAsync(await sandbox.CallAsync(Agent));

        Assert.That((call.GetProperty("status").GetString(), call.GetProperty("price").GetString()), Is.EqualTo(("completed", price)));
    }

    [TestCase("To", "", 21201)]
    [TestCase("To", "nobody", 21211)]
    [TestCase("To", "+5352345678", 21215)]
    [TestCase("From", "", 21213)]
    [TestCase("From", "+14155550100", 21210)]
    [TestCase("Url", "", 21205)]
    [TestCase("Url", "not a url", 21205)]
    [TestCase("Timeout", "soon", 20001)]
    [TestCase("Method", "PUT", 20001)]
    [TestCase("StatusCallback", "http://my_host/status", 21609)]
    public async Task A_call_that_cannot_be_made_is_refused_with_Twilios_code(string name, string value, int code)
    {
        await using var sandbox = await StartAsync();

        using var response = await sandbox.PostCallAsync(name == "To" ? value : Agent, (name, value));
        var error = await JsonOf(response);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(error.GetProperty("code").GetInt32(), Is.EqualTo(code));
            Assert.That(error.GetProperty("status").GetInt32(), Is.EqualTo(400));
            Assert.That(error.GetProperty("more_info").GetString(), Is.EqualTo($"https://www.twilio.com/docs/errors/{code}"));
            Assert.That(error.GetProperty("message").GetString(), Is.Not.Empty);
        }
    }

    [Test]
    public async Task A_joined_StatusCallbackEvent_is_no_error_but_only_completed_is_sent()
    {
        await using var sandbox = await StartAsync();

        var sid = await sandbox.CallAsync(Agent, ("StatusCallbackEvent", "initiated ringing answered completed"));
        await sandbox.Receiver.UntilAsync("/status", "completed");

        var notifications = (await sandbox.GetAsync($"Calls/{sid}/Notifications.json")).GetProperty("notifications");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sandbox.Receiver.At("/status").Single()["SequenceNumber"], Is.EqualTo("3"));
            Assert.That(notifications[0].GetProperty("error_code").GetString(), Is.EqualTo("21626"));
            Assert.That(notifications[0].GetProperty("log").GetString(), Is.EqualTo("1"));
        }
    }

    [TestCase("wrong", Token)]
    [TestCase(Account, "wrong")]
    [TestCase("AC00000000000000000000000000000002", "beac0000beac0000beac0000beac0000")]
    public async Task Wrong_credentials_are_refused(string user, string password)
    {
        await using var sandbox = await StartAsync();
        sandbox.Http.DefaultRequestHeaders.Authorization = Basic(user, password);

        using var response = await sandbox.Http.GetAsync(Path("Calls.json"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(response.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Basic realm=\"Twilio API\""));
            Assert.That((await JsonOf(response)).GetProperty("code").GetInt32(), Is.EqualTo(20003));
        }
    }

    [Test]
    public async Task An_api_key_opens_everything_but_the_account_itself()
    {
        await using var sandbox = await StartAsync();
        sandbox.Http.DefaultRequestHeaders.Authorization = Basic("SK00000000000000000000000000000001", "demo-secret-aurora-0000000000001");

        using var balance = await sandbox.Http.GetAsync(Path("Balance.json"));
        using var account = await sandbox.Http.GetAsync(Path("").TrimEnd('/') + ".json");
        sandbox.Http.DefaultRequestHeaders.Authorization = Basic(Account, Token);
        using var byToken = await sandbox.Http.GetAsync(Path("").TrimEnd('/') + ".json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(balance.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(account.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(byToken.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((await JsonOf(byToken)).GetProperty("friendly_name").GetString(), Is.EqualTo("Aurora Imóveis"));
        }
    }

    [TestCase("Nothing.json")]
    [TestCase("Calls/CA00000000000000000000000000000009.json")]
    [TestCase("Recordings/RE00000000000000000000000000000009.json")]
    public async Task What_is_not_there_is_a_20404(string path)
    {
        await using var sandbox = await StartAsync();

        using var response = await sandbox.Http.GetAsync(Path(path));
        var error = await JsonOf(response);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(error.GetProperty("code").GetInt32(), Is.EqualTo(20404));
            Assert.That(error.GetProperty("message").GetString(), Is.EqualTo($"The requested resource {Path(path)} was not found"));
        }
    }

    [Test]
    public async Task A_list_is_filtered_and_paged_by_its_own_uris()
    {
        await using var sandbox = await StartAsync();
        var mine = new List<string>();
        for (var count = 0; count < 5; count++)
        {
            mine.Add(await sandbox.CallAsync("+551199999900" + count));
        }

        await sandbox.CallAsync(Agent);
        foreach (var sid in mine)
        {
            await sandbox.EndOfAsync(sid);
        }

        var today = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var seen = new List<string>();
        var pages = 0;
        for (var uri = Path($"Calls.json?PageSize=2&From=%2B551140000001&StartTime%3E={today}"); uri is not null; pages++)
        {
            using var response = await sandbox.Http.GetAsync(uri);
            var page = await JsonOf(response);
            seen.AddRange(page.GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("sid").GetString()!));
            Assert.That(page.GetProperty("page").GetInt32(), Is.EqualTo(pages));
            Assert.That(
                page.GetProperty("previous_page_uri").ValueKind,
                Is.EqualTo(pages == 0 ? JsonValueKind.Null : JsonValueKind.String));
            uri = page.GetProperty("next_page_uri").GetString();
        }

        async Task<int> CountAsync(string query) => (await sandbox.GetAsync("Calls.json?" + query)).GetProperty("calls").GetArrayLength();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pages, Is.EqualTo(3));
            Assert.That(seen, Is.SupersetOf(mine).And.Unique);
            Assert.That(await CountAsync("To=%2B5511999999001"), Is.EqualTo(1));
            Assert.That(await CountAsync("Status=queued&To=%2B5511999999001"), Is.Zero);
            Assert.That(await CountAsync("StartTime%3E=2099-01-01"), Is.Zero);
            Assert.That(await CountAsync("StartTime%3C=2001-01-01"), Is.Zero);
            Assert.That(await CountAsync("EndTime=" + today), Is.GreaterThanOrEqualTo(5));
            Assert.That(await CountAsync("ParentCallSid=" + mine[0]), Is.Zero);
        }
    }

    [Test]
    public async Task Numbers_of_the_account_are_listed_with_their_capabilities()
    {
        await using var sandbox = await StartAsync();

        var found = await sandbox.GetAsync("IncomingPhoneNumbers.json?PhoneNumber=%2B551140000001");
        var none = await sandbox.GetAsync("IncomingPhoneNumbers.json?PhoneNumber=%2B14155550100");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                found.GetProperty("incoming_phone_numbers")[0].GetProperty("capabilities").GetProperty("voice").GetBoolean(),
                Is.True);
            Assert.That(none.GetProperty("incoming_phone_numbers").GetArrayLength(), Is.Zero);
        }
    }

    [Test]
    public async Task The_requests_of_a_call_are_its_events()
    {
        await using var sandbox = await StartAsync();
        var sid = await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync("/status", "completed");

        var events = (await sandbox.GetAsync($"Calls/{sid}/Events.json")).GetProperty("events");
        var voice = events
            .EnumerateArray()
            .Single(each => each.GetProperty("request").GetProperty("url").GetString()!.EndsWith("/voice", StringComparison.Ordinal));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(voice.GetProperty("response").GetProperty("response_code").GetInt32(), Is.EqualTo(200));
            Assert.That(voice.GetProperty("response").GetProperty("response_body").GetString(), Does.Contain("<Hangup/>"));
            Assert.That(voice.GetProperty("request").GetProperty("parameters").GetProperty("call_sid").GetString(), Is.EqualTo(sid));
        }
    }

    [Test]
    public async Task A_json_body_is_not_read()
    {
        await using var sandbox = await StartAsync();
        using var content = new StringContent($$"""{"To":"{{Agent}}"}""", new MediaTypeHeaderValue("application/json"));

        using var response = await sandbox.Http.PostAsync(Path("Calls.json"), content);

        Assert.That((await JsonOf(response)).GetProperty("code").GetInt32(), Is.EqualTo(21201));
    }

    [Test]
    public async Task Calls_beyond_the_rate_wait_in_the_queue()
    {
        await using var sandbox = await StartAsync("--Sandbox:CallsPerSecond=1", "--Sandbox:TimeScale=0.1");

        using var first = await sandbox.PostCallAsync(Agent);
        using var second = await sandbox.PostCallAsync(Agent);
        using var third = await sandbox.PostCallAsync(Agent);

        var waits = new List<int>();
        foreach (var response in new[] { first, second, third })
        {
            waits.Add(
                int.Parse(
                    (await JsonOf(response)).GetProperty("queue_time").GetString()!,
                    System.Globalization.CultureInfo.InvariantCulture));
        }

        var last = (await JsonOf(third)).GetProperty("sid").GetString()!;
        await sandbox.EndOfAsync(last);
        var order = sandbox
            .Receiver.At("/status")
            .Where(request => request["CallStatus"] == "initiated")
            .Select(request => request["CallSid"])
            .ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(waits[0], Is.Zero);
            Assert.That(waits[1], Is.InRange(1, 100));
            Assert.That(waits[2], Is.InRange(waits[1] + 1, 200));
            Assert.That(order[^1], Is.EqualTo(last));
        }
    }
}
