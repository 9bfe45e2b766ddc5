using System.Net;
using CrmVoice.Web.Security;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Security;

/// <summary>The application as it stands behind https: what it says of itself, and by which names it goes.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class PublicHostTests
{
    private const string PublicBaseUrl = "https://crm.example.com";

    private static TwilioStandIn twilio = null!;
    private static CrmVoiceApp app = null!;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        twilio = await TwilioStandIn.StartAsync();
        app = await CrmVoiceApp.StartAsync(twilio.Url, ("PublicBaseUrl", PublicBaseUrl), ("Proxies", "127.0.0.9, 10.1.0.0/16"));
    }

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        app.AssertNoErrorsLogged();
        await app.DisposeAsync();
        await twilio.DisposeAsync();
    }

    [TestCase("/sign-in", "crm.example.com", 200)]
    [TestCase("/sign-in", "CRM.example.com:8443", 200)]
    [TestCase("/sign-in", "localhost", 200)]
    [TestCase("/sign-in", "evil.example", 400)]
    [TestCase("/sign-in", "crm.example.com.evil.example", 400)]
    [TestCase("/api/v1/calls", "evil.example", 400)]
    [TestCase("/hubs/calls/negotiate", "evil.example", 400)]
    [TestCase("/css/none.css", "evil.example", 400)]
    [TestCase("/health/live", "evil.example", 200)]
    [TestCase("/health/ready", "10.0.0.7", 200)]
    [TestCase("/twilio/calls/01990000-0000-7000-8000-000000000009/answer", "evil.example", 403)]
    public async Task Only_the_public_host_is_served_but_whoever_watches_the_machine_may_ask_by_any_name(
        string path,
        string host,
        int status)
    {
        using var client = Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };

        var answer = await client.SendAsync(request);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(await answer.Content.ReadAsStringAsync() + answer.Headers, Does.Not.Contain("evil"));
    }

    [TestCase("/contacts", "crm.example.com:1")]
    [TestCase("/", "crm.example.com:1")]
    [TestCase("/openapi/v1.json", "crm.example.com:1")]
    public async Task No_answer_repeats_the_host_that_was_asked_for(string path, string host)
    {
        using var client = Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };

        var answer = await client.SendAsync(request);

        Assert.That(await answer.Content.ReadAsStringAsync() + answer.Headers, Does.Not.Contain(host));
    }

    [Test]
    public async Task Behind_https_every_cookie_is_for_https_alone_and_browsers_are_told_to_stay_there()
    {
        using var client = Client();
        var page = await client.GetAsync("/sign-in");
        var signedIn = await SignInAsync(client, page);

        var cookies = page.Headers.GetValues("Set-Cookie").Concat(signedIn.Headers.GetValues("Set-Cookie")).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cookies, Has.Count.GreaterThan(2).And.All.Contains("; secure"));
            Assert.That(
                cookies.Where(cookie => cookie.StartsWith("__Host-crmvoice-session", StringComparison.Ordinal)),
                Has.Exactly(1).Contains("httponly"));
            Assert.That(page.Headers.GetValues("Strict-Transport-Security").Single(), Does.StartWith("max-age="));
        }
    }

    [TestCase("127.0.0.9", true)]
    [TestCase("127.0.0.8", false)]
    public async Task What_a_proxy_forwards_is_believed_of_those_that_are_named(string proxy, bool isBelieved)
    {
        using var browser = app.OpenBrowser(proxy);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in")
        {
            Headers = { { "X-Forwarded-Host", "evil.example" }, { "X-Forwarded-For", "203.0.113.7" } },
        };
        request.Headers.Host = "crm.example.com";

        Assert.That((int)(await browser.SendAsync(request)).StatusCode, Is.EqualTo(isBelieved ? 400 : 200));
    }

    [TestCase("10.0.0.5, 10.1.0.0/16;::1", true)]
    [TestCase("", true)]
    [TestCase("proxy.internal", false)]
    [TestCase("10.0.0.5/99", false)]
    public void A_proxy_is_an_address_or_a_network(string proxies, bool isOne) =>
        Assert.That(new ProxyOptionsValidator().Validate(null, new ProxyOptions { Proxies = proxies }).Succeeded, Is.EqualTo(isOne));

    [TestCase(PublicBaseUrl, 200)]
    [TestCase(null, 200)]
    [TestCase("https://evil.example", 403)]
    [TestCase("https://sub.crm.example.com", 403)]
    [TestCase("null", 403)]
    public async Task The_hub_is_for_our_own_pages(string? origin, int status)
    {
        using var client = Client();
        var cookies = (await SignInAsync(client, await client.GetAsync("/sign-in")))
            .Headers.GetValues("Set-Cookie")
            .Select(cookie => cookie.Split(';')[0]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hubs/calls/negotiate?negotiateVersion=1");
        request.Headers.Add("Cookie", string.Join("; ", cookies));
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        Assert.That((int)(await client.SendAsync(request)).StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task Of_private_pages_and_their_parts_nobody_keeps_a_copy()
    {
        var agent = await app.HireAsync();
        using var client = Client();
        var signedIn = await SignInAsync(client, await client.GetAsync("/sign-in"), "sofia@aurora.example");
        var cookies = signedIn.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]).ToList();
        var call = (await agent.PlaceAsync("+5511987650001")).Id;
        foreach (var path in new[]
        {
            "/contacts", "/calls", $"/calls/{call}", $"/calls/{call}/row", $"/calls/{call}/notes", "/call-bar",
            "/settings/my-phone", "/settings/webhooks", "/nowhere", "/sign-in",
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Cookie", string.Join("; ", cookies));
            request.Headers.Add("HX-Request", "true");
            var answer = await client.SendAsync(request);

            Assert.That((path, answer.Headers.CacheControl?.NoStore), Is.EqualTo((path, true)));
        }
    }

    private static HttpClient Client() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(app.Address) };

    private static async Task<HttpResponseMessage> SignInAsync(
        HttpClient client,
        HttpResponseMessage page,
        string email = "ana@aurora.example")
    {
        var fields = (await Page.ReadAsync(page)).FieldsOf("/sign-in");
        (fields["Email"], fields["Password"]) = (email, CrmVoiceApp.DemoPassword);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Cookie", string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
        var answer = await client.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        return answer;
    }
}
