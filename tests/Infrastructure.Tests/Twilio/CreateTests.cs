using System.Net;
using System.Net.Sockets;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Tests;

namespace CrmVoice.Infrastructure.Tests.Twilio;

public class CreateTests
{
    private const string CallSid = "CA00000000000000000000000000000001";

    private static readonly CallId callId = new(Guid.Parse("0199aaaa-0000-7000-8000-000000000001"));
    private static readonly LegId legId = LegId.New();

    private TwilioStandIn twilio = null!;

    [SetUp]
    public async Task StartAsync() => twilio = await TwilioStandIn.StartAsync();

    [TearDown]
    public async Task StopAsync() => await twilio.DisposeAsync();

    [Test]
    public async Task Asks_twilio_to_call_the_agent()
    {
        twilio.Answers(
            201,
            $$"""{"sid": "{{CallSid}}", "status": "queued", "queue_time": "1500", "start_time": null, "never_heard_of": {"a": [1]} }""");
        var outcome = await CreateAsync(("PublicBaseUrl", "https://crm.example.com/base/"));

        Assert.That(outcome, Is.EqualTo(new CreateOutcome.Accepted(CallSid, TimeSpan.FromMilliseconds(1500))));
        var asked = twilio.Requests.Single();
        var urls = $"https://crm.example.com/base/twilio/calls/{callId.Value}/legs/{legId.Value}/";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (asked.Method, asked.Path, asked.Query),
                Is.EqualTo(("POST", $"/2010-04-01/Accounts/{TwilioWorld.AccountSid}/Calls.json", "")));
            Assert.That(asked.Headers["Content-Type"], Is.EqualTo("application/x-www-form-urlencoded"));
            Assert.That(asked.UserAndPassword, Is.EqualTo($"{TwilioWorld.AccountSid}:{TwilioWorld.AuthToken}"));
            Assert.That(asked.Form("To"), Is.EqualTo(new[] { "+5511999995501" }));
            Assert.That(asked.Form("From"), Is.EqualTo(new[] { "+551131230000" }));
            Assert.That(asked.Form("Url").Single(), Does.StartWith(urls + "answer#").And.Contain("rp=ct,rt,5xx"));
            Assert.That(asked.Form("Method"), Is.EqualTo(new[] { "POST" }));
            Assert.That(asked.Form("FallbackUrl").Single(), Does.StartWith(urls + "fallback#"));
            Assert.That(
                asked.Form("StatusCallback").Single(),
                Does.StartWith(urls + "status#").And.Contain("rp=ct,rt,5xx").And.Contain("rc=4"));
            Assert.That(asked.Form("StatusCallbackEvent"), Is.EqualTo(new[] { "initiated", "ringing", "answered", "completed" }));
            Assert.That(asked.Body, Does.Contain("StatusCallbackEvent=initiated&StatusCallbackEvent=ringing&"));
            Assert.That(asked.Form("Timeout"), Is.EqualTo(new[] { "25" }));
            Assert.That(asked.Form("TimeLimit"), Is.EqualTo(new[] { "14400" }));
            Assert.That(asked.Form("Record"), Is.Empty);
        }
    }

    [Test]
    public async Task An_api_key_is_used_where_there_is_one()
    {
        twilio.Answers(201, $$"""{"sid": "{{CallSid}}"}""");
        await using var world = TwilioWorld.With(twilio);
        world.Connect(apiKeySid: "SK1", apiKeySecret: "s:cret");
        await CreateAsync(world);
        Assert.That(twilio.Requests.Single().UserAndPassword, Is.EqualTo("SK1:s:cret"));
    }

    [TestCase("null")]
    [TestCase("\"\"")]
    [TestCase("\"soon\"")]
    [TestCase("-5")]
    public async Task A_queue_time_that_says_nothing_is_no_wait(string queueTime)
    {
        twilio.Answers(201, $$"""{"sid": "{{CallSid}}", "queue_time": {{queueTime}}}""");
        Assert.That(await CreateAsync(), Is.EqualTo(new CreateOutcome.Accepted(CallSid, TimeSpan.Zero)));
    }

    [TestCase("The number +5511987654321 is not valid", "The number … is not valid")]
    [TestCase("Call 5511987654321 or +55 (11) 98765-4321.", "Call … or ….")]
    [TestCase("Not authorized to call +55.", "Not authorized to call ….")]
    [TestCase("Parameter 21 of 300 is wrong\\n at line 2", "Parameter 21 of 300 is wrong  at line 2")]
    public async Task A_refusal_carries_twilios_code_and_its_words_without_numbers(string message, string kept)
    {
        twilio.AnswersError(400, 21217, message);
        Assert.That(await CreateAsync(), Is.EqualTo(new CreateOutcome.Refused(new CarrierError(21217, kept))));
    }

    [Test]
    public async Task A_long_refusal_is_cut()
    {
        twilio.AnswersError(400, 21217, new string('x', CarrierError.MessageMaxLength - 2) + "😀😀");
        var refused = (CreateOutcome.Refused)await CreateAsync();
        Assert.That(refused.Error.Message, Is.EqualTo(new string('x', CarrierError.MessageMaxLength - 2) + "…"));
    }

    [TestCase(401, """{"code": 20003, "message": "Authenticate", "status": 401}""", 20003, "Authenticate")]
    [TestCase(401, "", 20003, "Twilio answered HTTP 401.")]
    [TestCase(403, "<html>no</html>", 403, "Twilio answered HTTP 403.")]
    [TestCase(404, "<html>what?</html>", 20404, "Twilio answered HTTP 404.")]
    [TestCase(400, "[1]", 400, "Twilio answered HTTP 400.")]
    [TestCase(400, """{"code": "21211", "message": 7}""", 21211, "7")]
    public async Task A_refusal_is_read_whatever_it_looks_like(int status, string body, int code, string message)
    {
        twilio.Answers(status, body, "text/html");
        Assert.That(await CreateAsync(), Is.EqualTo(new CreateOutcome.Refused(new CarrierError(code, message))));
    }

    [Test]
    public async Task Too_many_requests_are_not_taken_and_may_be_asked_again_when_twilio_says()
    {
        twilio.AnswersError(429, 20429, "Too Many Requests", ("Retry-After", "7"));
        Assert.That(
            await CreateAsync(),
            Is.EqualTo(new CreateOutcome.NotTaken(TimeSpan.FromSeconds(7), new CarrierError(20429, "Too Many Requests"))));
        Assert.That(twilio.Requests, Has.Count.EqualTo(1));
    }

    [TestCase("Mon, 02 Mar 2026 12:00:30 GMT", 30)]
    [TestCase("Mon, 02 Mar 2026 11:00:00 GMT", 0)]
    [TestCase("whenever", null)]
    public async Task A_pause_may_be_given_as_a_date(string retryAfter, int? seconds)
    {
        twilio.AnswersError(429, 20429, "Too Many Requests", ("Retry-After", retryAfter));
        var notTaken = (CreateOutcome.NotTaken)await CreateAsync();
        Assert.That(notTaken.RetryAfter?.TotalSeconds, Is.EqualTo(seconds));
    }

    [TestCase(500, """{"code": 20500, "message": "Internal +5511987654321", "status": 500}""")]
    [TestCase(500, "<html>oops</html>")]
    [TestCase(503, "")]
    [TestCase(408, "")]
    [TestCase(302, "")]
    public async Task After_a_server_error_nobody_knows_and_nothing_is_asked_twice(int status, string body)
    {
        twilio.Answers(status, body, headers: ("Location", "/elsewhere"));
        Assert.That(await CreateAsync(), Is.EqualTo(new CreateOutcome.Unclear($"http-{status}")));
        Assert.That(twilio.Requests, Has.Count.EqualTo(1));
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("<html>fine</html>")]
    [TestCase("""{"sid": null}""")]
    [TestCase("""{"sid": {}}""")]
    [TestCase("""{"sid": "CA1", "status": {"is": "queued"}}""")]
    [TestCase("""{"sid": "CA1", "sid": "CA2"}""")]
    [TestCase("[]")]
    public async Task A_success_that_cannot_be_read_is_unclear(string body)
    {
        twilio.Answers(201, body);
        Assert.That(await CreateAsync(), Is.EqualTo(new CreateOutcome.Unclear("answer-unreadable")));
        Assert.That(twilio.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_answer_that_breaks_off_is_unclear()
    {
        twilio.BreaksOff();
        Assert.That(await CreateAsync(), Is.EqualTo(new CreateOutcome.Unclear("connection-broken")));
        Assert.That(twilio.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_connection_that_breaks_after_it_served_before_is_unclear_and_not_used_to_ask_twice()
    {
        twilio.Answers(201, $$"""{"sid": "{{CallSid}}"}""").HangsUpWithoutAnswer().Answers(201, $$"""{"sid": "{{CallSid}}"}""");
        await using var world = TwilioWorld.With(twilio);
        await CreateAsync(world);
        Assert.That(await CreateAsync(world), Is.EqualTo(new CreateOutcome.Unclear("connection-broken")));
        Assert.That(twilio.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task No_answer_in_time_is_unclear()
    {
        twilio.SaysNothing();
        Assert.That(await CreateAsync(("Twilio:AnswerTimeout", "00:00:00.3")), Is.EqualTo(new CreateOutcome.Unclear("timeout")));
        Assert.That(twilio.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Where_nobody_listens_nothing_was_taken() =>
        Assert.That(
            await CreateAsync(("Twilio:Hosts:Api", $"http://127.0.0.1:{FreePort.Find()}")),
            Is.EqualTo(new CreateOutcome.NotTaken(null, CarrierError.Unreachable)));

    [Test]
    public async Task Where_the_name_is_unknown_nothing_was_taken() =>
        Assert.That(
            await CreateAsync(("Twilio:Hosts:Api", "http://no-such-host.invalid")),
            Is.EqualTo(new CreateOutcome.NotTaken(null, CarrierError.Unreachable)));

    [Test]
    public async Task Where_tls_fails_nothing_was_taken() =>
        Assert.That(
            await CreateAsync(("Twilio:Hosts:Api", twilio.Url.Replace("http:", "https:"))),
            Is.EqualTo(new CreateOutcome.NotTaken(null, CarrierError.Unreachable)));

    [Test]
    public async Task Where_no_connection_comes_about_in_time_nothing_was_taken()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start(); // accepts, and never shakes hands
        var outcome = await CreateAsync(
            ("Twilio:Hosts:Api", $"https://127.0.0.1:{((IPEndPoint)mute.LocalEndpoint).Port}"),
            ("Twilio:ConnectTimeout", "00:00:00.3"));
        Assert.That(outcome, Is.EqualTo(new CreateOutcome.NotTaken(null, CarrierError.Unreachable)));
    }

    [Test]
    public async Task Whoever_asked_may_stop_waiting()
    {
        twilio.SaysNothing();
        await using var world = TwilioWorld.With(twilio);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        Assert.That(async () => await world.Telephony.CreateAsync(Order(), stop.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Without_an_account_twilio_is_not_asked()
    {
        await using var world = TwilioWorld.With(twilio);
        world.Accounts.Connected.Clear();
        Assert.That(
            await CreateAsync(world),
            Is.EqualTo(new CreateOutcome.Refused(new CarrierError(20003, "No Twilio account is connected."))));
        Assert.That(twilio.Requests, Is.Empty);
    }

    [Test]
    public async Task Logs_tell_codes_and_ids_and_neither_numbers_nor_secrets_nor_addresses()
    {
        twilio.AnswersError(400, 21217, "The number +5511999995501 is not valid").Answers(500, "+5511999995501").BreaksOff();
        await using var world = TwilioWorld.With(twilio);
        await CreateAsync(world);
        await CreateAsync(world);
        await CreateAsync(world);
        Assert.That(world.Log.Text, Does.Contain(callId.Value.ToString()).And.Contain("21217"));
        Assert.That(
            world.Log.Text,
            Does.Not.Contain("5501").And.Not.Contain(TwilioWorld.AuthToken).And.Not.Contain("http://").And.Not.Contain("Calls.json"));
    }

    private async Task<CreateOutcome> CreateAsync(params (string Key, string? Value)[] settings)
    {
        await using var world = new TwilioWorld([
            .. settings.Any(s => s.Key == "Twilio:Hosts:Api") ? [] : new[] { ("Twilio:Hosts:Api", (string?)twilio.Url) },
            .. settings,
        ]);
        return await CreateAsync(world);
    }

    private static Task<CreateOutcome> CreateAsync(TwilioWorld world) => world.Telephony.CreateAsync(Order(), default);

    private static CreateOrder Order() =>
        new(
            callId,
            legId,
            PhoneNumber.Parse("+5511999995501"),
            PhoneNumber.Parse("+551131230000"),
            RingSeconds: 25,
            LongestCallSeconds: 14_400);
}
