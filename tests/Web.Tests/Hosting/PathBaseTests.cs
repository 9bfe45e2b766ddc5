using System.Net.Http.Json;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Hosting;

/// <summary>The application below a path, as behind a proxy that serves others beside it.</summary>
internal sealed class PathBaseTests
{
    private static TwilioStandIn twilio = null!;
    private static CrmVoiceApp app = null!;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        twilio = await TwilioStandIn.StartAsync();
        app = await CrmVoiceApp.StartBelowAsync("/crm", twilio.Url);
    }

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        await app.DisposeAsync();
        await twilio.DisposeAsync();
        app.AssertNoErrorsLogged();
    }

    [Test]
    public async Task Webhooks_are_handed_out_and_believed_with_the_path()
    {
        var agent = await app.HireAsync();
        var call = await TwilioCall.PlaceAsync(app, twilio, agent);
        var url = twilio.CreatesOf(agent.Phone).Single().Form("StatusCallback").Single();

        var response = await app.TwilioReports(agent.Tenant, url, call.Agent("ringing", 2).Fields);

        Assert.That(url, Does.StartWith($"{app.Url}/twilio/calls/{call.Id}/").And.Contains("/crm/twilio/"));
        Assert.That(((int)response.StatusCode, (await call.ReadAsync()).State), Is.EqualTo((204, "agent-ringing")));
    }

    [TestCase("/crm")]
    [TestCase("/a/b")]
    [TestCase("/t", Description = "begins like our own")]
    [TestCase("/twilio", Description = "is our own")]
    public async Task A_proxy_may_take_the_path_away_or_pass_it_on(string path)
    {
        await using var below = await CrmVoiceApp.StartBelowAsync(path, twilio.Url);
        var agent = await below.HireAsync();
        var call = await TwilioCall.PlaceAsync(below, twilio, agent);
        var (url, fields) = (call.UrlOf("agent-status"), call.Agent("ringing", 2).Fields);
        using var client = below.CreateClient();
        client.DefaultRequestHeaders.Add("X-Twilio-Signature", Signing.Sign(agent.Tenant.AuthToken, url, fields));
        foreach (var root in (string[])[below.Url, below.Url[..^path.Length]])
        {
            var webhook = await client.PostAsync(
                url.Replace(below.Url, root, StringComparison.Ordinal),
                new FormUrlEncodedContent(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))));
            var pages = await Task.WhenAll(
                ((string[])["contacts", $"calls/{call.Id}", $"calls/{call.Id}/notes"]).Select(page => client.GetAsync($"{root}/{page}")));

            Assert.That((int)webhook.StatusCode, Is.EqualTo(204), root);
            Assert.That(pages.Select(page => page.Headers.Location?.ToString().Split('?')[0]), Is.All.EqualTo($"{path}/sign-in"), root);
        }
    }

    [Test]
    public async Task No_webhook_is_ever_sent_on(
        [ValueSource(typeof(Webhooks.NoRedirectTests), nameof(Webhooks.NoRedirectTests.Spellings))] string spelling,
        [Values("GET", "POST")] string method)
    {
        await Webhooks.NoRedirectTests.AssertStaysAsync(app, method, string.Format(null, spelling, Guid.NewGuid(), "answer"));
        await Webhooks.NoRedirectTests.AssertStaysAsync(
            app,
            method,
            string.Format(null, spelling, Guid.NewGuid(), "answer"),
            ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-Host", "crm.example.com"));
    }

    [Test]
    public async Task Pages_and_the_api_lead_on_below_the_path()
    {
        using var browser = app.OpenBrowser();
        var signIn = await browser.OpenAsync("/contacts");
        var agent = await app.HireAsync();
        var placed = await agent.Api.PostAsJsonAsync("api/v1/calls", new { to = "+5511987650001" });

        Assert.That(signIn.Path, Does.StartWith("/crm/sign-in?ReturnUrl=%2Fcrm%2Fcontacts"));
        Assert.That((await browser.SignInAsync("ana@aurora.example")).Path, Is.EqualTo("/crm/contacts"));
        Assert.That(placed.Headers.Location?.OriginalString, Does.StartWith("/crm/api/v1/calls/"));
    }
}
