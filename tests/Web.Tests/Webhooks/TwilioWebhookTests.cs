using System.Net;
using System.Text;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Tests;
using Microsoft.AspNetCore.Http.Features;

namespace CrmVoice.Web.Tests.Webhooks;

internal sealed class TwilioWebhookTests
{
    private const string Agent = "CA00000000000000000000000000000001";
    private const string Contact = "CA00000000000000000000000000000002";
    private const string Account = "AC00000000000000000000000000000001";

    private static readonly Guid callId = Guid.Parse("01990000-0000-7000-8000-000000000001");
    private static readonly string[] statusWebhooks =
    [
        CarrierWebhooks.AgentStatus,
        CarrierWebhooks.ContactStatus,
        CarrierWebhooks.MachineDetection,
        CarrierWebhooks.Recording,
    ];
    private static readonly string[] twimlWebhooks =
    [
        CarrierWebhooks.Answer,
        CarrierWebhooks.Accept,
        CarrierWebhooks.DialResult,
        CarrierWebhooks.Fallback,
    ];

    private EndpointHost host = null!;
    private HttpClient client = null!;

    [SetUp]
    public async Task Start()
    {
        host = await EndpointHost.StartAsync();
        client = host.CreateClient(token: null);
        client.DefaultRequestHeaders.Add("X-Twilio-Signature", "signed");
    }

    [TearDown]
    public async Task Stop()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task A_status_is_stored_and_answered_with_nothing()
    {
        var response = await Post(
            CarrierWebhooks.ContactStatus,
            $"AccountSid={Account}&CallSid={Contact}&ParentCallSid={Agent}&CallStatus=busy&CallDuration=0&SipResponseCode=486");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        var stored = host.Stored.Single();
        Assert.That(
            (stored.Webhook, stored.CallId.Value, stored.Parameters),
            Is.EqualTo(
                (
                    CarrierWebhooks.ContactStatus,
                    callId,
                    $"AccountSid={Account}&CallSid={Contact}&ParentCallSid={Agent}&CallStatus=busy&CallDuration=0&SipResponseCode=486")));
    }

    [Test]
    public async Task Twilio_may_use_get_as_well()
    {
        var response = await client.GetAsync(
            $"{Path(CarrierWebhooks.MachineDetection)}?AccountSid={Account}&CallSid={Contact}&AnsweredBy=machine_start");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(
            (host.Stored.Single().Webhook, host.Stored.Single().Parameters),
            Is.EqualTo((CarrierWebhooks.MachineDetection, $"AccountSid={Account}&CallSid={Contact}&AnsweredBy=machine_start")));
        Assert.That(host.Signed!.Form, Is.Empty);
    }

    [Test]
    public async Task What_is_stored_says_which_webhook_it_was_and_twilios_token_however_the_path_is_spelt(
        [ValueSource(nameof(statusWebhooks))] string webhook)
    {
        client.DefaultRequestHeaders.Add("I-Twilio-Idempotency-Token", new string('t', 100));

        await client.PostAsync(Path(webhook).ToUpperInvariant(), Form($"AccountSid={Account}&CallSid={Agent}"));

        Assert.That((host.Stored.Single().Webhook, host.Stored.Single().IdempotencyToken), Is.EqualTo((webhook, new string('t', 64))));
    }

    [Test]
    public async Task A_question_is_answered_with_twiml()
    {
        host.Handle = _ => new CallInstruction.HangUp(new Sentence("Bye.", "en"));

        var response = await Post(CarrierWebhooks.Accept, $"AccountSid={Account}&CallSid={Agent}&CallStatus=in-progress&Digits=1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(response.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/xml; charset=utf-8"));
            Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("<Response>HangUp: Bye.</Response>"));
            Assert.That(
                host.Sent.Single(),
                Is.EqualTo(new AcceptCall(callId, Agent, new LegReport(LegStatus.InProgress, null, FactSource.Request), "1")));
        }
    }

    [Test]
    public async Task The_signature_is_checked_over_what_came_over_the_wire()
    {
        await client.PostAsync(
            $"{Path(CarrierWebhooks.AgentStatus).ToUpperInvariant().Replace("TWILIO", "%74wilio", StringComparison.Ordinal)}/?b=%2b&a=",
            Form($"AccountSid={Account}&CallSid={Agent}&ToZip=&Tag=b&Tag=a&Note=%20x+"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(host.Signed!.QueryString, Is.EqualTo("?b=%2b&a="));
            Assert.That(
                host.Signed.Form.Select(field => $"{field.Key}={field.Value}"),
                Is.EqualTo(new[] { $"AccountSid={Account}", $"CallSid={Agent}", "ToZip=", "Tag=b", "Tag=a", "Note= x " }));
            Assert.That(
                (host.Signed.AccountSid, host.Signed.CallId, host.Signed.Signature),
                Is.EqualTo((Account, new CallId(callId), "signed")));
        }
    }

    [TestCase("/base/twilio/calls/%7Ex", "/twilio/calls/%7Ex")]
    [TestCase("http://crm.example.com/base/twilio/x", "/twilio/x")]
    [TestCase("/twilio/x", "/twilio/x")]
    public async Task The_path_is_that_of_the_raw_target_without_our_base(string rawTarget, string path)
    {
        await host.Server.SendAsync(context =>
        {
            (context.Request.Method, context.Request.PathBase, context.Request.Path) = ("POST", "/base", Path(CarrierWebhooks.AgentStatus));
            context.Features.Get<IHttpRequestFeature>()!.RawTarget = rawTarget;
            (context.Request.ContentType, context.Request.Body) = (
                "application/x-www-form-urlencoded",
                new MemoryStream(Encoding.UTF8.GetBytes($"AccountSid={Account}&CallSid={Agent}")));
            context.Request.Headers["X-Twilio-Signature"] = "signed";
        });

        Assert.That(host.Signed!.Path, Is.EqualTo(path));
    }

    [Test]
    public async Task What_nobody_signed_changes_nothing(
        [ValueSource(nameof(statusWebhooks)), ValueSource(nameof(twimlWebhooks))] string webhook)
    {
        host.SignatureIsRight = false;

        var response = await Post(webhook, $"AccountSid={Account}&CallSid={Agent}");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(host.Sent, Is.Empty);
    }

    [TestCase("CallSid=1")]
    [TestCase("AccountSid=")]
    [TestCase($"AccountSid={Account}&AccountSid=AC00000000000000000000000000000002")]
    public async Task There_is_one_account_to_check_the_signature_with(string form)
    {
        Assert.That((await Post(CarrierWebhooks.Answer, form)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(host.Signed, Is.Null);
    }

    // As Twilio's Node package signs it: said twice, it counts once.
    [Test]
    public async Task An_account_may_be_named_twice()
    {
        Assert.That(
            (await Post(CarrierWebhooks.AgentStatus, $"AccountSid={Account}&CallSid={Agent}&AccountSid={Account}")).StatusCode,
            Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(host.Signed!.AccountSid, Is.EqualTo(Account));
    }

    [Test]
    public async Task There_is_one_signature()
    {
        client.DefaultRequestHeaders.Add("X-Twilio-Signature", "another");

        Assert.That((await Post(CarrierWebhooks.Answer, $"AccountSid={Account}")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase("application/json")]
    [TestCase("multipart/form-data; boundary=x")]
    [TestCase("nonsense")]
    [TestCase(null)]
    public async Task Only_forms_are_taken(string? contentType)
    {
        using var content = new ByteArrayContent("a=1"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        Assert.That(
            (await client.PostAsync(Path(CarrierWebhooks.Answer), content)).StatusCode,
            Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_is_too_large_is_refused_first(bool chunked)
    {
        using HttpContent content = chunked ? new StreamContent(new Trickle(70_000)) : new ByteArrayContent(new byte[70_000]);

        Assert.That(
            (await client.PostAsync(Path(CarrierWebhooks.Answer), content)).StatusCode,
            Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [TestCase("%")]
    [TestCase("%00=%00&\0=\0")]
    [TestCase("%ff%fe=%c3(")]
    [TestCase("=&=&&&=")]
    public async Task Nothing_a_stranger_sends_breaks_anything(string form)
    {
        host.SignatureIsRight = false;
        string[] forms =
        [
            form,
            string.Concat(Enumerable.Repeat(form + "&", 4000)),
            new string('k', 60_000) + "=" + form,
            $"AccountSid={Account}&{form}",
        ];
        foreach (var body in forms)
        {
            Assert.That((await Post(CarrierWebhooks.AgentStatus, body)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(
                (await Post(CarrierWebhooks.Answer, body, "application/x-www-form-urlencoded; charset=utf-7")).StatusCode,
                Is.EqualTo(HttpStatusCode.Forbidden));
        }
    }

    [Test]
    public async Task A_report_is_stored_whatever_it_says([ValueSource(nameof(statusWebhooks))] string webhook)
    {
        Assert.That(
            (await Post(webhook, $"AccountSid={Account}&CallSid=nonsense&RecordingSid=nonsense")).StatusCode,
            Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(host.Stored, Has.Exactly(1).Items);
    }

    [Test]
    public async Task A_status_that_could_not_be_stored_is_to_be_sent_again()
    {
        host.InboxWorks = false;

        var response = await Post(CarrierWebhooks.AgentStatus, $"AccountSid={Account}&CallSid={Agent}");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Not.Contain("secret"));
    }

    [Test]
    public async Task What_a_question_said_is_kept_where_it_could_not_be_answered(
        [ValueSource(nameof(twimlWebhooks))] string webhook,
        [Values] bool inboxWorks)
    {
        host.InboxWorks = inboxWorks;
        host.Handle = request =>
            request is ApologizeToCaller ? new CallInstruction.HangUp(new Sentence("Sorry.", "en")) : throw new InvalidOperationException();

        var response = await Post(webhook, $"AccountSid={Account}&CallSid={Agent}");

        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("<Response>HangUp: Sorry.</Response>"));
        Assert.That(host.Stored.Select(stored => stored.Webhook), Is.EqualTo(inboxWorks ? [webhook] : Array.Empty<string>()));
    }

    [Test]
    public async Task A_leg_of_a_call_that_is_not_known_is_hung_up([ValueSource(nameof(twimlWebhooks))] string webhook)
    {
        host.Handle = _ => throw new NotFoundException("Call");

        Assert.That(
            await (await Post(webhook, $"AccountSid={Account}&CallSid={Agent}")).Content.ReadAsStringAsync(),
            Is.EqualTo("<Response>HangUp: </Response>"));
    }

    [Test]
    public async Task Whoever_is_on_the_line_hears_that_something_broke([ValueSource(nameof(twimlWebhooks))] string webhook)
    {
        host.Handle = request =>
            request is ApologizeToCaller
                ? new CallInstruction.HangUp(new Sentence("Algo deu errado.", "pt-BR"))
                : throw new InvalidOperationException();

        var response = await Post(webhook, $"AccountSid={Account}&CallSid={Agent}");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("<Response>HangUp: Algo deu errado.</Response>"));
    }

    [Test]
    public async Task Whoever_is_on_the_line_is_answered_before_Twilio_has_waited_enough_even_where_nothing_comes_to_an_end(
        [ValueSource(nameof(twimlWebhooks))] string webhook)
    {
        host.Hangs = true;

        var response = await Post(webhook, $"AccountSid={Account}&CallSid={Agent}").WaitAsync(TimeSpan.FromSeconds(15));

        Assert.That(
            await response.Content.ReadAsStringAsync(),
            Is.EqualTo("<Response>HangUp: Something went wrong. Please try again later.</Response>"));
        Assert.That(host.Stored.Select(stored => stored.Webhook), Is.EqualTo(new[] { webhook }), "what it said is kept");
        Assert.That(host.CalledOff.Count, Is.EqualTo(1), "and not taken in by a late answer as well");
    }

    [TestCase("answered")]
    [TestCase("apologized")]
    [TestCase("unknown-call")]
    public async Task What_came_of_a_question_is_counted_by_its_kind_since_its_status_does_not_tell(string outcome)
    {
        using var measured = new Measured(host.Meters);
        host.Handle = request => outcome switch
        {
            "unknown-call" => throw new NotFoundException("Call"),
            "apologized" when request is not ApologizeToCaller => throw new InvalidOperationException(),
            _ => new CallInstruction.HangUp(new Sentence("Bye.", "en")),
        };

        foreach (var webhook in twimlWebhooks)
        {
            Assert.That(
                (
                    await Post(
                        webhook.ToUpperInvariant(),
                        $"AccountSid={Account}&CallSid={Agent}&CallStatus=in-progress&DialCallStatus=busy&ErrorCode=11200")
                ).StatusCode,
                Is.EqualTo(HttpStatusCode.OK));
        }

        Assert.That(
            measured.Of("crmvoice.webhooks.answered"),
            Is.EqualTo(twimlWebhooks.Select(webhook => (1.0, $"webhook={webhook} outcome={outcome}"))));
    }

    [Test]
    public async Task A_refusal_is_counted_by_the_kind_of_webhook_and_by_nothing_that_came_with_it()
    {
        using var measured = new Measured(host.Meters);
        host.SignatureIsRight = false;

        await Post(CarrierWebhooks.Answer.ToUpperInvariant(), $"AccountSid={Account}&CallSid={Agent}");
        await Post(CarrierWebhooks.Recording, "", "text/plain");

        Assert.That(
            measured.Of("crmvoice.webhooks.refused"),
            Is.EqualTo(new[] { (1.0, "webhook=answer reason=wrong-signature"), (1.0, "webhook=recording reason=not-a-form") }));
    }

    [Test]
    public async Task Where_nothing_works_any_more_it_is_said_in_english()
    {
        host.Handle = _ => throw new InvalidOperationException();

        Assert.That(
            await (await Post(CarrierWebhooks.Answer, $"AccountSid={Account}&CallSid=nonsense")).Content.ReadAsStringAsync(),
            Does.Contain("Something went wrong"));
    }

    private static string Path(string webhook) => "/" + CarrierWebhooks.PathOf(callId, webhook);

    private static StringContent Form(string form, string type = "application/x-www-form-urlencoded")
    {
        var content = new StringContent(form, Encoding.UTF8);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private Task<HttpResponseMessage> Post(string webhook, string form, string type = "application/x-www-form-urlencoded") =>
        client.PostAsync(Path(webhook), Form(form, type));

    /// <summary>A body whose length nobody knows beforehand.</summary>
    private sealed class Trickle(int length) : MemoryStream(new byte[length])
    {
        public override bool CanSeek => false;
    }
}
