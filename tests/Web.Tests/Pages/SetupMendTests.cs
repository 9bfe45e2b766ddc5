using System.Net;
using System.Text.Json;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>Whatever the setup check finds is good at the next check once it is mended, and nobody starts anything anew for it.</summary>
internal sealed class SetupMendTests : WithStandIn
{
    private const string Countries = "/v1/DialingPermissions/Countries";

    private static readonly TestCaseData[] atTwilio =
    [
        Numbers("credentials", "refused", Answers.Error(401, 20003, "Authenticate")),
        Numbers("credentials", "unreachable", Answers.NoAnswer()),
        Numbers("numbers", "missing", NumbersAre("+551199990000")),
        Numbers("caller-id", "missing", NumbersAre("+551199990000")),
        Numbers("number-webhooks", "stray", NumbersAre("{number}", "https://old.example.com/twilio/inbound")),
        Account("auth-token", "refused", Answers.Error(401, 20003, "Authenticate")),
        Account("account", "suspended", AccountIs("suspended")),
        Account("account", "closed", AccountIs("closed")),
        Account("account", "trial", AccountIs("active", "Trial")),
        Case("media", "open", SetupUseTests.MediaOf("{account}"), _ => SetupUseTests.ToAll, _ => SetupUseTests.ToOwners),
        Case(
            "calls-per-second",
            "queued",
            "{account}/Calls.json",
            _ => SetupUseTests.Calls(("outbound-api", 3000, TimeSpan.FromMinutes(1))),
            _ => SetupUseTests.Calls()),
        Account("clock", "off", AccountIs("active", date: DateTimeOffset.UtcNow.AddMinutes(-10).ToString("R"))),
    ];

    [TestCaseSource(nameof(atTwilio))]
    public async Task What_is_mended_at_Twilio_is_good_at_the_next_check(
        string check, string found, string path, Func<Tenant, Answer> broken, Func<Tenant, Answer> mended)
    {
        var tenant = await App.CreateOrganizationAsync(callsPerSecond: 1);
        var (_, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = browser;
        Twilio.WhenAskedFor("GET", $"{tenant.AccountSid}/IncomingPhoneNumbers", NumbersAre("{number}")(tenant));
        SetupUseTests.HasRecording(Twilio, tenant);
        path = path.Replace("{account}", tenant.AccountSid, StringComparison.Ordinal);

        Twilio.WhenAskedFor("GET", path, broken(tenant));
        var before = await SetupCheckTests.CheckAsync(browser);
        Twilio.WhenAskedFor("GET", path, mended(tenant));
        var after = await SetupCheckTests.CheckAsync(browser);

        Assert.That(SetupCheckTests.Findings(before), Does.Contain($"{check} {found}"));
        Assert.That(SetupCheckTests.Findings(after), Does.Contain($"{check} good"));
    }

    [Test]
    public async Task Account_numbers_and_phone_are_good_one_after_the_other_as_they_are_set_up()
    {
        var tenant = await App.CreateOrganizationAsync(withTwilio: false);
        var (admin, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin, withPhone: false);
        using var _ = browser;
        var (sid, phone) = ($"CA{Guid.NewGuid():N}", "+5521998870123");
        App.Log.KeepsQuietAbout(phone);
        Twilio.WhenAskedFor("GET", $"{tenant.AccountSid}/IncomingPhoneNumbers", NumbersAre("{number}")(tenant));
        SetupUseTests.HasRecording(Twilio, tenant);
        Twilio.WhenCalling(phone, Answers.Created(sid));
        Twilio.WhenAskedFor("GET", $"/Calls/{sid}.json", Answers.Json(200, $$"""{"sid": "{{sid}}", "status": "in-progress"}"""));
        Assert.That(await FindingsAsync(), Does.Contain("credentials missing").And.Contain("numbers none").And.Contain("phone missing"));

        await browser.OpenAsync("/settings/twilio-account");
        await browser.SubmitAsync(
            "/settings/twilio-account",
            ("AccountSid", tenant.AccountSid),
            ("AuthToken", tenant.AuthToken),
            ("Numbers", ""),
            ("CallsPerSecond", "1"));
        Assert.That(await FindingsAsync(), Does.Contain("credentials good").And.Contain("auth-token good").And.Contain("numbers none"));

        await browser.OpenAsync("/settings/numbers");
        await browser.SubmitAsync("/settings/numbers/imports");
        Assert.That(await FindingsAsync(), Does.Contain("numbers good").And.Contain("caller-id good").And.Contain("phone missing"));

        Assert.That(await FindingsAsync(), Does.Contain("number-voice nothing"));
        await SetVoiceAsync(tenant, browser);
        Assert.That(await FindingsAsync(), Does.Contain("number-voice good"));

        await browser.OpenAsync("/settings/phones");
        await browser.SubmitAsync($"/settings/phones/{admin.Id}", ("Phone", phone));
        Assert.That(await FindingsAsync(), Does.Contain("phone untested"));

        await browser.SubmitAsync("/settings/test-calls");
        await browser.SubmitAsync("/settings/test-calls/updates");
        Assert.That(
            (await FindingsAsync()).Where(finding => !finding.EndsWith(" good", StringComparison.Ordinal)),
            Is.Empty,
            "all is set up");

        async Task<IReadOnlyList<string>> FindingsAsync() => SetupCheckTests.Findings(await SetupCheckTests.CheckAsync(browser));
    }

    [Test]
    public async Task Webhooks_that_were_signed_for_another_address_count_no_more_once_one_comes_that_is_signed_for_ours()
    {
        var tenant = await App.CreateOrganizationAsync();
        var (_, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = browser;
        Twilio.WhenAskedFor("GET", $"{tenant.AccountSid}/IncomingPhoneNumbers", NumbersAre("{number}")(tenant));
        var call = await TwilioCall.PlaceAsync(App, Twilio, await App.HireAsync(tenant));
        var (url, fields) = (call.UrlOf("agent-status"), call.Agent("ringing", 2).Fields);
        using var client = App.CreateClient();
        var theirs = url.Replace(App.Url, "https://old.example.com", StringComparison.Ordinal);
        using var elsewhere = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
            Headers =
            {
                { "X-Twilio-Signature", Signing.Sign(tenant.AuthToken, theirs, fields) },
                { "X-Forwarded-Host", "old.example.com" },
                { "X-Forwarded-Proto", "https" },
            },
        };
        Assert.That((await client.SendAsync(elsewhere)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        await FoundAsync("signatures other-address");

        Assert.That((int)(await call.PostAsync(call.Agent("ringing", 2))).StatusCode, Is.EqualTo(204));

        await FoundAsync("signatures good");

        Task FoundAsync(string finding) => Eventually.EventuallyAsync(
            async () => SetupCheckTests.Findings(await SetupCheckTests.CheckAsync(browser)),
            findings => findings.Contains(finding),
            finding);
    }

    [Test]
    public async Task The_own_country_is_good_once_it_is_opened_at_Twilio()
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        await using var app = await CrmVoiceApp.StartAsync(twilio.Url);
        var (_, browser) = await app.HireWithBrowserAsync(await app.CreateOrganizationAsync(), Role.Admin);
        using var _ = browser;
        twilio.WhenAskedFor("GET", "/IncomingPhoneNumbers", Answers.Json(200, """{"incoming_phone_numbers": [], "next_page_uri": null}"""));

        twilio.WhenAskedFor("GET", Countries, BrazilIs("false"));
        Assert.That(SetupCheckTests.Findings(await SetupCheckTests.CheckAsync(browser)), Does.Contain("dialing own-closed"));
        twilio.WhenAskedFor("GET", Countries, BrazilIs("true"));
        Assert.That(SetupCheckTests.Findings(await SetupCheckTests.CheckAsync(browser)), Does.Contain("dialing good"));

        static Answer BrazilIs(string open) => Answers.Json(
            200,
            $$"""
            {"content": [{"iso_code": "BR", "country_codes": ["+55"], "low_risk_numbers_enabled": {{open}} }], "meta": {"key": "content"} }
            """);
    }

    [Test]
    public async Task The_public_address_is_good_once_its_proxy_leads_to_us()
    {
        await using var proxy = await SwitchedProxy.StartAsync();
        await using var app = await CrmVoiceApp.StartAsync(Twilio.Url, ("PublicBaseUrl", proxy.Url));
        var (_, browser) = await app.HireWithBrowserAsync(await app.CreateOrganizationAsync(), Role.Admin);
        using var _ = browser;
        Assert.That(SetupCheckTests.Findings(await SetupCheckTests.CheckAsync(browser)), Does.Contain("address elsewhere"));

        proxy.LeadsTo = app.Address;

        Assert.That(SetupCheckTests.Findings(await SetupCheckTests.CheckAsync(browser)), Does.Contain("address good"));
    }

    private static TestCaseData Numbers(string check, string found, Answer bad) => Numbers(check, found, _ => bad);

    private static TestCaseData Numbers(string check, string found, Func<Tenant, Answer> bad) =>
        Case(check, found, "{account}/IncomingPhoneNumbers", bad, NumbersAre("{number}"));

    private static TestCaseData Account(string check, string found, Answer bad) =>
        Case(check, found, "/Accounts/{account}.json", _ => bad, _ => AccountIs("active"));

    private static TestCaseData Case(string check, string found, string path, Func<Tenant, Answer> bad, Func<Tenant, Answer> good) =>
        new TestCaseData(check, found, path, bad, good).SetArgDisplayNames(check, found);

    private static Func<Tenant, Answer> NumbersAre(string number, string? voiceUrl = null) => tenant => Answers.Json(
        200,
        $$"""
        {
          "incoming_phone_numbers": [{
            "sid": "PN{{tenant.Id.Value:N}}",
            "phone_number": "{{number.Replace("{number}", tenant.Number, StringComparison.Ordinal)}}",
            "voice_url": "{{voiceUrl}}",
            "capabilities": {"voice": true, "sms": false}
          }],
          "next_page_uri": null
        }
        """);

    /// <summary>What CrmVoice sets is what Twilio has from then on.</summary>
    private static async Task SetVoiceAsync(Tenant tenant, Browser browser)
    {
        const string Voice = "/settings/numbers/voice";
        await browser.OpenAsync(Voice);
        await browser.SubmitAsync(Voice);
        await browser.SubmitAsync($"{Voice}/changes");
        var set = Twilio.AskedFor($"{tenant.AccountSid}/IncomingPhoneNumbers/").Last(asked => asked.Method == "POST");
        var number = new
        {
            sid = $"PN{tenant.Id.Value:N}",
            phone_number = tenant.Number,
            voice_url = set.Form("VoiceUrl").Single(),
            voice_fallback_url = set.Form("VoiceFallbackUrl").Single(),
            status_callback = set.Form("StatusCallback").Single(),
            capabilities = new { voice = true, sms = false },
        };
        Twilio.WhenAskedFor(
            "GET",
            $"{tenant.AccountSid}/IncomingPhoneNumbers",
            Answers.Json(200, JsonSerializer.Serialize(new { incoming_phone_numbers = new[] { number }, next_page_uri = (string?)null })));
    }

    private static Answer AccountIs(string status, string type = "Full", string? date = null) =>
        Answers.Json(200, $$"""{"sid": "AC1", "status": "{{status}}", "type": "{{type}}"}""", date is null ? [] : [("Date", date)]);

    /// <summary>What stands at the public address: at first somebody else, then whatever it is told to lead to.</summary>
    private sealed class SwitchedProxy : IAsyncDisposable
    {
        private static readonly HttpClient http = new();

        private readonly WebApplication application;

        private SwitchedProxy(WebApplication application) => this.application = application;

        public string Url => application.Urls.Single();

        public string? LeadsTo { get; set; }

        public static async Task<SwitchedProxy> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
            var proxy = new SwitchedProxy(builder.Build());
            proxy.application.Run(proxy.ServeAsync);
            await proxy.application.StartAsync();
            return proxy;
        }

        public ValueTask DisposeAsync() => application.DisposeAsync();

        private async Task ServeAsync(HttpContext context)
        {
            if (LeadsTo is null)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            using var answer = await http.GetAsync($"{LeadsTo}{context.Request.Path}{context.Request.QueryString}");
            context.Response.StatusCode = (int)answer.StatusCode;
            await context.Response.WriteAsync(await answer.Content.ReadAsStringAsync());
        }
    }
}
