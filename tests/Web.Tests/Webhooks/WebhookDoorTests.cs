using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Web.Tests.Webhooks;

/// <summary>Who gets in, with the real signature check over the real database.</summary>
internal sealed class WebhookDoorTests : WithStandIn
{
    private static readonly string[] statusWebhooks = ["agent-status", "contact-status", "machine-detection", "recording"];
    private static readonly string[] twimlWebhooks = ["answer", "accept", "dial-result", "fallback"];

    private Agent agent = null!;
    private TwilioCall call = null!;

    private static Tenant Aurora => CrmVoiceApp.Aurora;

    [SetUp]
    public async Task PlaceACall()
    {
        agent = await App.HireAsync();
        call = await TwilioCall.PlaceAsync(App, Twilio, agent);
    }

    [Test]
    public async Task What_is_not_signed_is_refused_and_leaves_no_trace(
        [ValueSource(nameof(statusWebhooks)), ValueSource(nameof(twimlWebhooks))] string webhook)
    {
        var steps = await agent.TimelineAsync(call.Id);

        var response = await SendAsync(call.UrlOf(webhook), call.Agent("completed", 5).Fields, signature: null);

        Assert.That((int)response.StatusCode, Is.EqualTo(403));
        Assert.That(await agent.TimelineAsync(call.Id), Has.Count.EqualTo(steps.Count));
    }

    [TestCase("another token")]
    [TestCase("another organization's token")]
    [TestCase("another path")]
    [TestCase("another base")]
    [TestCase("https")]
    [TestCase("another field")]
    [TestCase("no fields")]
    [TestCase("nonsense")]
    public async Task A_signature_that_is_not_Twilios_for_exactly_this_is_refused(string forgery)
    {
        var (url, fields) = (call.UrlOf("agent-status"), call.Agent("completed", 5).Fields);
        var signature = forgery switch
        {
            "another token" => Signing.Sign("0000000000000000000000000000000f", url, fields),
            "another organization's token" => Signing.Sign(CrmVoiceApp.Beacon.AuthToken, url, fields),
            "another path" => Signing.Sign(Aurora.AuthToken, call.UrlOf("contact-status"), fields),
            "another base" => Signing.Sign(Aurora.AuthToken, url.Replace(App.Url, "http://evil.example", StringComparison.Ordinal), fields),
            "https" => Signing.Sign(Aurora.AuthToken, url.Replace("http:", "https:", StringComparison.Ordinal), fields),
            "another field" => Signing.Sign(Aurora.AuthToken, url, [.. fields, ("Extra", "1")]),
            "no fields" => Signing.Sign(Aurora.AuthToken, url),
            _ => "nonsense, and too long to be a signature at all",
        };

        Assert.That((int)(await SendAsync(url, fields, signature)).StatusCode, Is.EqualTo(403));
        Assert.That((await call.ReadAsync()).State, Is.EqualTo("calling-agent"));
    }

    [Test]
    public async Task An_account_that_nobody_has_is_refused()
    {
        var unknown = Aurora with { AccountSid = $"AC{Guid.NewGuid():N}" };

        var response = await App.TwilioReports(
            unknown,
            call.UrlOf("agent-status"),
            ("AccountSid", unknown.AccountSid),
            ("CallSid", call.AgentSid),
            ("CallStatus", "completed"));

        Assert.That((int)response.StatusCode, Is.EqualTo(403));
    }

    [Test]
    public async Task Another_organization_knows_nothing_of_the_call_however_well_it_signs()
    {
        (string, string)[] fields =
        [
            ("AccountSid", CrmVoiceApp.Beacon.AccountSid),
            ("CallSid", call.AgentSid),
            ("CallStatus", "in-progress"),
        ];

        var status = await App.TwilioReports(CrmVoiceApp.Beacon, call.UrlOf("agent-status"), fields);
        var answer = await App.TwilioReports(CrmVoiceApp.Beacon, call.UrlOf("answer"), fields);

        await call.TakenAsync();
        Assert.That((int)status.StatusCode, Is.EqualTo(204), "stored for those who signed it, as of a call they do not have");
        Assert.That(
            ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()),
            Is.EqualTo((200, "<?xml version=\"1.0\" encoding=\"utf-8\"?><Response><Hangup></Hangup></Response>")));
        Assert.That((await call.ReadAsync()).State, Is.EqualTo("calling-agent"));
    }

    [Test]
    public async Task A_replay_changes_nothing_and_is_told_as_one()
    {
        await call.SayAsync(call.Agent("ringing", 2), call.Agent("in-progress", 10));
        var before = await agent.RawAsync($"api/v1/calls/{call.Id}");

        await call.SayAsync(call.Agent("ringing", 2), call.Agent("ringing", 2));

        Assert.That((await agent.RawAsync($"api/v1/calls/{call.Id}")).GetRawText(), Is.EqualTo(before.GetRawText()));
        Assert.That((await agent.TimelineAsync(call.Id)).TakeLast(2).Select(step => step.Effect), Is.All.EqualTo("duplicate"));
    }

    [Test]
    public async Task Get_is_signed_over_the_address_alone()
    {
        var query = string.Join('&', call.Agent("ringing", 2).Fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
        var url = $"{call.UrlOf("agent-status")}?{query}";

        Assert.That((int)(await GetAsync(url, Signing.Sign(Aurora.AuthToken, url))).StatusCode, Is.EqualTo(204));
        Assert.That(
            (int)
                (
                    await GetAsync(url.Replace("ringing", "failed", StringComparison.Ordinal), Signing.Sign(Aurora.AuthToken, url))
                ).StatusCode,
            Is.EqualTo(403));
        Assert.That((await call.ReadAsync()).State, Is.EqualTo("agent-ringing"));
    }

    [Test]
    public async Task The_token_before_the_present_one_is_still_believed()
    {
        var tenant = await App.CreateOrganizationAsync(previousAuthToken: "0123456789abcdef0123456789abcdef");
        var somebody = await App.HireAsync(tenant);
        var theirs = await TwilioCall.PlaceAsync(App, Twilio, somebody);

        var response = await App.TwilioReports(
            tenant with { AuthToken = "0123456789abcdef0123456789abcdef" },
            theirs.UrlOf("agent-status"),
            theirs.Agent("ringing", 2).Fields);

        Assert.That(((int)response.StatusCode, (await theirs.ReadAsync()).State), Is.EqualTo((204, "agent-ringing")));
    }

    [Test]
    public async Task Of_organizations_that_share_an_account_the_owner_of_the_call_is_meant()
    {
        var first = await App.CreateOrganizationAsync();
        await App.CreateOrganizationAsync(sharing: first);
        var somebody = await App.HireAsync(first);
        var theirs = await TwilioCall.PlaceAsync(App, Twilio, somebody);

        await theirs.SayAsync(theirs.Agent("ringing", 2));

        Assert.That((await theirs.ReadAsync()).State, Is.EqualTo("agent-ringing"));
    }

    [Test]
    public async Task What_is_said_of_a_call_that_nobody_knows_is_kept_and_its_leg_hung_up()
    {
        var unknown = Guid.NewGuid();
        var url = $"{App.Url}/twilio/calls/{unknown}";

        var statuses = await Task.WhenAll(
            statusWebhooks.Select(webhook =>
                App.TwilioReports(
                    Aurora,
                    $"{url}/{webhook}",
                    [.. call.Recording().Fields, ("CallStatus", "ringing"), ("AnsweredBy", "human")])));
        var answers = await Task.WhenAll(
            twimlWebhooks.Select(webhook => App.TwilioReports(Aurora, $"{url}/{webhook}", call.Answer().Fields)));

        Assert.That(statuses.Select(response => (int)response.StatusCode), Is.All.EqualTo(204));
        Assert.That(
            await Task.WhenAll(answers.Select(response => response.Content.ReadAsStringAsync())),
            Is.All.EndsWith("<Response><Hangup></Hangup></Response>"));
        await Eventually.EventuallyAsync(
            () => ReasonsAsync(unknown),
            reasons => reasons.Count == 8 && reasons.All(reason => reason?.Kind is UnappliedKind.UnknownCall),
            "all of it is kept with its reason");
    }

    [Test]
    public async Task Size_comes_first_then_the_form_then_the_signature()
    {
        var url = call.UrlOf("agent-status");
        using var client = App.CreateClient();

        var tooLarge = await client.PostAsJsonAsync(url, new string('x', 70_000));
        var json = await client.PostAsJsonAsync(url, new { CallSid = call.AgentSid });
        using var parts = new MultipartFormDataContent { { new StringContent(call.AgentSid), "CallSid" } };
        var multipart = await client.PostAsync(url, parts);
        using var text = new StringContent("AccountSid=1", Encoding.UTF8, "text/plain");

        Assert.That(
            new[] { tooLarge, json, multipart, await client.PostAsync(url, text) }.Select(response => (int)response.StatusCode),
            Is.EqualTo(new[] { 413, 415, 415, 415 }));
    }

    [Test]
    public async Task What_a_request_says_of_hosts_and_proxies_does_not_matter()
    {
        var (url, fields) = (call.UrlOf("agent-status"), call.Agent("ringing", 2).Fields);
        void Pretend(HttpRequestHeaders headers)
        {
            headers.Host = "evil.example";
            headers.Add("X-Forwarded-Host", "evil.example");
            headers.Add("X-Forwarded-Proto", "https");
            headers.Add("X-Forwarded-Prefix", "/evil");
            headers.Add("X-Original-URL", "/evil");
        }

        var evil = await SendAsync(
            url,
            fields,
            Signing.Sign(Aurora.AuthToken, url.Replace(App.Url, "https://evil.example", StringComparison.Ordinal), fields),
            Pretend);
        var honest = await SendAsync(url, fields, Signing.Sign(Aurora.AuthToken, url, fields), Pretend);

        Assert.That(((int)evil.StatusCode, (int)honest.StatusCode), Is.EqualTo((403, 204)));
    }

    [TestCase("/")]
    [TestCase("?x=1&y=%2B")]
    [TestCase("?")]
    [TestCase("?CallStatus=failed")]
    public async Task No_spelling_of_the_address_is_answered_with_a_redirect(string end)
    {
        var url = call.UrlOf("agent-status") + end;

        var response = await App.TwilioReports(Aurora, url, call.Agent("ringing", 2).Fields);

        Assert.That((int)response.StatusCode, Is.EqualTo(204));
        Assert.That((await call.ReadAsync()).State, Is.EqualTo("agent-ringing"));
    }

    [Test]
    public async Task Neither_cookies_nor_a_token_get_a_webhook_in()
    {
        var response = await agent.Api.PostAsync(
            call.UrlOf("agent-status"),
            new FormUrlEncodedContent([new("AccountSid", Aurora.AccountSid), new("CallSid", call.AgentSid), new("CallStatus", "completed")])
        );

        Assert.That((int)response.StatusCode, Is.EqualTo(403));
    }

    [Test]
    public async Task A_call_may_go_by_the_addresses_it_was_handed()
    {
        var create = Twilio.CreatesOf(agent.Phone).Single();
        var status = await App.TwilioReports(Aurora, create.Form("StatusCallback").Single(), call.Agent("in-progress", 10).Fields);
        var answer = await App.TwilioReports(Aurora, create.Form("Url").Single(), call.Answer().Fields);
        var dial = System.Xml.Linq.XElement.Parse(await answer.Content.ReadAsStringAsync()).Element("Dial")!;
        string Handed(string attribute) =>
            (string?)dial.Attribute(attribute) ?? (string?)dial.Element("Number")!.Attribute(attribute) ?? "";

        var others = new[]
        {
            await App.TwilioReports(Aurora, Handed("statusCallback"), call.Contact("in-progress", 20).Fields),
            await App.TwilioReports(Aurora, Handed("amdStatusCallback"), call.Machine("human").Fields),
            await App.TwilioReports(Aurora, Handed("action"), call.Dial("completed", seconds: 7).Fields),
            await App.TwilioReports(Aurora, Handed("recordingStatusCallback"), call.Recording(seconds: 7).Fields),
            await App.TwilioReports(Aurora, create.Form("StatusCallback").Single(), call.Agent("completed", 30).Fields),
        };

        Assert.That(
            others.Prepend(status).Select(response => (int)response.StatusCode),
            Is.EqualTo(new[] { 204, 204, 204, 200, 204, 204 }));
        Assert.That(JsonSerializer.Serialize((await agent.EndedAsync(call.Id)).Result), Is.EqualTo("\"answered\""));
    }

    private static async Task<HttpResponseMessage> SendAsync(
        string url,
        (string Name, string Value)[] fields,
        string? signature,
        Action<HttpRequestHeaders>? more = null)
    {
        using var client = App.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new FormUrlEncodedContent(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
        if (signature is not null)
        {
            request.Headers.Add("X-Twilio-Signature", signature);
        }

        more?.Invoke(request.Headers);
        return await client.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> GetAsync(string url, string signature)
    {
        using var client = App.CreateClient();
        client.DefaultRequestHeaders.Add("X-Twilio-Signature", signature);
        return await client.GetAsync(url);
    }

    private static async Task<List<UnappliedReason?>> ReasonsAsync(Guid callId)
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>().InboundWebhooks.IgnoreQueryFilters()
            .Where(webhook => webhook.CallId == new CallId(callId)).Select(webhook => webhook.Reason).ToListAsync();
    }
}
