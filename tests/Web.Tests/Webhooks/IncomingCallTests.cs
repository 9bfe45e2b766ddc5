using System.Net;
using System.Xml.Linq;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Webhooks;

/// <summary>A number is called: from Twilio's signed requests to the pages and the API.</summary>
internal sealed class IncomingCallTests : WithStandIn
{
    private const string HungUp = "<?xml version=\"1.0\" encoding=\"utf-8\"?><Response><Hangup></Hangup></Response>";

    private Tenant tenant = null!;
    private Agent agent = null!;
    private Browser browser = null!;
    private Number number = null!;
    private string sid = "";

    [SetUp]
    public async Task HaveANumber()
    {
        tenant = await App.CreateOrganizationAsync();
        (agent, browser) = await App.HireWithBrowserAsync(tenant, Role.Supervisor);
        number = Number.Add(tenant.Id, PhoneNumber.Parse("+551140000077"), "BR", "Vendas", position: 0, DateTimeOffset.UtcNow);
        await App.StoreAsync(tenant.Id, number);
        sid = $"CA{Guid.NewGuid():N}";
    }

    [TearDown]
    public void Close() => browser.Dispose();

    [Test]
    public async Task Twilio_gets_words_and_takes_a_message_and_the_call_is_on_the_pages_and_in_the_API()
    {
        var answer = await SayAsync("voice", Caller("ringing"));
        var again = await SayAsync("voice", Caller("ringing"));
        var status = await SayAsync("voice-status", [.. Caller("completed"), .. Ended()]);

        var call = await OnlyCallAsync();
        var id = call.GetProperty("id").GetGuid();
        var ended = await agent.EndedAsync(id);
        using (Assert.EnterMultipleScope())
        {
            var twiml = await answer.Content.ReadAsStringAsync();
            Assert.That(twiml, Does.Contain("<Say").And.Contain("<Record"));
            Assert.That(await again.Content.ReadAsStringAsync(), Is.EqualTo(twiml));
            Assert.That(status.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(call.GetProperty("direction").GetString(), Is.EqualTo("inbound"));
            Assert.That((ended.Result, ended.From, ended.To), Is.EqualTo(("no-agent", "+5511912340000", "+551140000077")));
            Assert.That(call.GetProperty("agent").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
        }

        var page = await browser.OpenAsync($"/calls/{id}");
        Assert.That(page.Text, Does.Contain("São Paulo").And.Contain("CARLOS LIMA"));
        Assert.That((await browser.OpenAsync("/missed-calls")).All("#missed-calls tbody tr"), Has.Count.EqualTo(1));
        Assert.That((await browser.OpenAsync("/calls")).All($"a[href='/calls/{id}']"), Is.Not.Empty);
    }

    [Test]
    public async Task A_message_is_in_the_inbox_and_can_be_heard_by_every_agent_of_the_organization()
    {
        var twiml = XDocument.Parse(await (await SayAsync("voice", Caller("ringing"))).Content.ReadAsStringAsync());
        var record = twiml.Root!.Element("Record")!;
        var recording = $"RE{Guid.NewGuid():N}";
        (string, string)[] left = [("RecordingSid", recording), ("RecordingDuration", "9"), ("Digits", "#")];

        var goodbye = await App.TwilioReports(tenant, Address(record, "action"), [.. Caller("in-progress"), .. left]);
        var stored = await App.TwilioReports(
            tenant,
            Address(record, "recordingStatusCallback"),
            [
                ("AccountSid", tenant.AccountSid),
                ("CallSid", sid),
                ("RecordingSid", recording),
                ("RecordingStatus", "completed"),
                ("RecordingDuration", "7"),
                ("RecordingChannels", "1"),
                ("RecordingSource", "RecordVerb"),
            ]);
        await SayAsync("voice-status", [.. Caller("completed"), .. Ended()]);

        var id = (await OnlyCallAsync()).GetProperty("id").GetGuid();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await goodbye.Content.ReadAsStringAsync(), Does.Contain("<Say").And.Contain("<Hangup"));
            Assert.That(stored.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That((await agent.EndedAsync(id)).Result, Is.EqualTo("voicemail-left"));
            Assert.That(
                new[] { "maxLength", "timeout", "finishOnKey", "recordingStatusCallbackEvent" }.Select(name => record.Attribute(name)?.Value),
                Is.EqualTo(new[] { "180", "6", "#", "completed absent" }));
        }

        var (_, other) = await App.HireWithBrowserAsync(tenant, Role.Agent);
        using var window = other;
        var page = await other.OpenAsync("/voicemails");
        var audio = page.All("#voicemails audio").Single().GetAttribute("src")!;
        Twilio.WhenAskedFor("GET", $"/Recordings/{recording}", Answers.Audio([1, 2, 3]));
        using var listened = await other.SendAsync(new HttpRequestMessage(HttpMethod.Get, audio));
        Assert.That(await listened.Content.ReadAsByteArrayAsync(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That((await browser.OpenAsync("/missed-calls")).All("#missed-calls tbody tr"), Has.Count.EqualTo(1), "nobody talked with them");

        var heard = await other.SubmitAsync(page.All("form[action$='/heard']").Single().GetAttribute("action")!, ("isHeard", "true"));
        Assert.That(heard.All(".voicemail.is-new"), Is.Empty);
    }

    [Test]
    public async Task Missed_calls_are_closed_with_a_reason()
    {
        await SayAsync("voice", Caller("ringing"));
        await SayAsync("voice-status", [.. Caller("completed"), .. Ended()]);
        await agent.EndedAsync((await OnlyCallAsync()).GetProperty("id").GetGuid());
        var page = await browser.OpenAsync("/missed-calls");
        var form = page.All("form.missed-closing").Single().GetAttribute("action")!;

        var after = await browser.SubmitAsync(form, ("Reason", "WrongNumber"));

        Assert.That(after.All("#missed-calls tbody tr"), Is.Empty);
        Assert.That(after.All("#missed-badge[hidden]"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Whoever_signs_as_another_organization_learns_and_leaves_nothing()
    {
        var signed = await App.TwilioReports(
            CrmVoiceApp.Beacon, UrlOf("voice"), [("AccountSid", CrmVoiceApp.Beacon.AccountSid), ("CallSid", sid), ("From", "+5511912340000")]);
        var forged = await App.TwilioReports(tenant with { AuthToken = CrmVoiceApp.Beacon.AuthToken }, UrlOf("voice"), Caller("ringing"));

        Assert.That(await signed.Content.ReadAsStringAsync(), Is.EqualTo(HungUp));
        Assert.That(forged.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await agent.RawAsync("api/v1/calls")).GetProperty("items").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task A_call_to_a_number_of_nobody_is_hung_up()
    {
        var answer = await App.TwilioReports(tenant, $"{App.Url}/twilio/numbers/{Guid.NewGuid()}/voice", Caller("ringing"));
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo(HungUp));
    }

    // What follows the # is for Twilio alone.
    private static string Address(XElement verb, string attribute) => verb.Attribute(attribute)!.Value.Split('#')[0];

    private string UrlOf(string webhook) => $"{App.Url}/twilio/numbers/{number.Id.Value}/{webhook}";

    private Task<HttpResponseMessage> SayAsync(string webhook, (string, string)[] fields) =>
        App.TwilioReports(tenant, UrlOf(webhook), fields);

    private (string, string)[] Caller(string status) =>
    [
        ("AccountSid", tenant.AccountSid),
        ("ApiVersion", "2010-04-01"),
        ("CallSid", sid),
        ("CallStatus", status),
        ("Direction", "inbound"),
        ("From", "+5511912340000"),
        ("To", "+551140000077"),
        ("CallerName", "CARLOS LIMA"),
        ("FromCity", "São Paulo"),
        ("FromState", "SP"),
        ("FromZip", ""),
        ("FromCountry", "BR"),
    ];

    private static (string, string)[] Ended() =>
    [
        ("Timestamp", TwilioCall.Rfc2822(DateTimeOffset.UtcNow)),
        ("CallbackSource", "call-progress-events"),
        ("SequenceNumber", "0"),
        ("CallDuration", "9"),
        ("Duration", "1"),
    ];

    private async Task<System.Text.Json.JsonElement> OnlyCallAsync() =>
        (await agent.RawAsync("api/v1/calls?direction=inbound")).GetProperty("items").EnumerateArray().Single();
}
