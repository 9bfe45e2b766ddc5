using System.Net;
using System.Net.Sockets;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>What an admin is told of what keeps calls from working, and how to mend it.</summary>
internal sealed class SetupCheckTests : WithStandIn
{
    private const string Path = "/settings/setup-check";

    [Test]
    public async Task Where_all_is_well_only_the_test_call_is_left()
    {
        var (tenant, browser) = await AdminAsync();
        using var _ = browser;
        AccountIs(tenant, Answers.Json(200, Account("active", "Full")));

        var page = await CheckAsync(browser);

        Assert.That(
            Findings(page),
            Is.EqualTo(new[]
            {
                "credentials good", "auth-token good", "account good", "numbers good", "caller-id good", "dialing good",
                "calls-per-second good", "address good", "signatures good", "number-webhooks good", "media good", "clock good",
                "phone untested",
            }));
        Assert.That(page.Lines("[data-check=caller-id] p")[0], Does.Contain("As chamadas saem de (11) 3123-0000."));
        Assert.That(page.All("#test-call button"), Is.Not.Empty);
    }

    [Test]
    public async Task The_page_is_there_before_Twilio_is_asked()
    {
        var (tenant, browser) = await AdminAsync();
        using var _ = browser;

        var page = await browser.OpenAsync(Path);

        Assert.That((page.Status, page.All("form[hx-trigger='load, submit']").Count), Is.EqualTo((200, 1)));
        Assert.That(Twilio.AskedFor(tenant.AccountSid), Is.Empty);
    }

    [TestCase("active", "Trial", "trial")]
    [TestCase("suspended", "Full", "suspended")]
    [TestCase("closed", "Full", "closed")]
    public async Task What_Twilio_says_of_the_account_is_told(string status, string type, string found)
    {
        var (tenant, browser) = await AdminAsync();
        using var _ = browser;
        AccountIs(tenant, Answers.Json(200, Account(status, type)));

        Assert.That(Findings(await CheckAsync(browser)), Does.Contain($"account {found}").And.Contain("auth-token good"));
    }

    [TestCase(401, 20003, "auth-token refused", "account not-checked")]
    [TestCase(403, 20005, "auth-token good", "account suspended")]
    [TestCase(503, 0, "auth-token not-checked", "account not-checked")]
    public async Task The_auth_token_is_tried_even_where_an_API_key_asks_for_all_else(int status, int code, string token, string account)
    {
        var (tenant, browser) = await AdminAsync(apiKeySecret: "s3cret");
        using var _ = browser;
        AccountIs(tenant, Answers.Json(status, $$"""{"code": {{code}}, "message": "Authenticate", "status": {{status}}}"""));

        Assert.That(Findings(await CheckAsync(browser)), Does.Contain("credentials good").And.Contain(token).And.Contain(account));
        Assert.That(
            Twilio.AskedFor($"/Accounts/{tenant.AccountSid}.json")[0].UserAndPassword,
            Is.EqualTo($"{tenant.AccountSid}:{tenant.AuthToken}"));
    }

    [Test]
    public async Task A_clock_that_is_off_is_told_with_the_seconds()
    {
        var (tenant, browser) = await AdminAsync();
        using var _ = browser;
        AccountIs(
            tenant,
            Answers.Json(200, Account("active", "Full"), ("Date", DateTimeOffset.UtcNow.AddMinutes(-10).ToString("R"))));

        var page = await CheckAsync(browser);

        Assert.That(Findings(page), Does.Contain("clock off"));
        Assert.That(page.Lines("[data-check=clock] p")[0], Does.Match("difere do da Twilio em (599|600|601|602) segundos"));
    }

    [Test]
    public async Task Without_an_account_the_first_thing_to_do_comes_first()
    {
        var (_, browser) = await App.HireWithBrowserAsync(
            await App.CreateOrganizationAsync(withTwilio: false), Role.Admin, withPhone: false);
        using var _ = browser;

        var page = await CheckAsync(browser);

        Assert.That(Findings(page), Does.Contain("credentials missing").And.Contain("numbers none").And.Contain("phone missing"));
        Assert.That(page.All("[data-check=credentials] a[href='/settings/twilio-account']"), Is.Not.Empty);
        Assert.That(page.Lines("[data-worst=wrong]"), Is.Not.Empty);
    }

    [Test]
    public async Task A_Twilio_that_does_not_answer_is_told_and_nothing_more_is_asked_of_it()
    {
        var (tenant, browser) = await AdminAsync(numbers: Answers.NoAnswer());
        using var _ = browser;

        Assert.That(Findings(await CheckAsync(browser)), Does.Contain("credentials unreachable").And.Contain("account not-checked"));
        Assert.That(Twilio.AskedFor($"/Accounts/{tenant.AccountSid}.json"), Is.Empty);
    }

    [TestCase("somebody else", "address elsewhere")]
    [TestCase("another installation", "address elsewhere")]
    [TestCase("nobody", "address unanswered")]
    public async Task Whoever_answers_at_the_public_address_instead_of_us_is_told(string who, string found)
    {
        await using var other = who == "another installation" ? await CrmVoiceApp.StartAsync(Twilio.Url) : null;
        using var port = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        // Bound and not listened at: nobody else can take it.
        port.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var address = who switch
        {
            "nobody" => $"http://{port.LocalEndPoint}",
            "somebody else" => Twilio.Url,
            _ => other!.Url,
        };
        await using var app = await CrmVoiceApp.StartAsync(Twilio.Url, ("PublicBaseUrl", address));
        var (_, browser) = await app.HireWithBrowserAsync(await app.CreateOrganizationAsync(), Role.Admin);
        using var _ = browser;

        Assert.That(Findings(await CheckAsync(browser)), Does.Contain(found));
        app.AssertNoErrorsLogged();
    }

    internal static async Task<Page> CheckAsync(Browser browser)
    {
        await browser.OpenAsync(Path);
        var page = await browser.SubmitAsync(Path);
        Assert.That(page.Status, Is.EqualTo(200), page.Text);
        return page;
    }

    internal static IReadOnlyList<string> Findings(Page page) =>
        [.. page.All("[data-check]").Select(one => $"{one.GetAttribute("data-check")} {one.GetAttribute("data-case")}")];

    private static string Account(string status, string type) => $$"""{"sid": "AC1", "status": "{{status}}", "type": "{{type}}"}""";

    private static void AccountIs(Tenant tenant, Answer answer) =>
        Twilio.WhenAskedFor("GET", $"/Accounts/{tenant.AccountSid}.json", answer);

    private static async Task<(Tenant Tenant, Browser Browser)> AdminAsync(string? apiKeySecret = null, Answer? numbers = null)
    {
        var tenant = await App.CreateOrganizationAsync(apiKeySecret: apiKeySecret, callsPerSecond: 1);
        SetupUseTests.HasRecording(Twilio, tenant);
        Twilio.WhenAskedFor(
            "GET",
            $"{tenant.AccountSid}/IncomingPhoneNumbers",
            numbers
                ?? Answers.Json(200, $$"""{"incoming_phone_numbers": [{"phone_number": "{{tenant.Number}}"}], "next_page_uri": null}"""));
        return (tenant, (await App.HireWithBrowserAsync(tenant, Role.Admin)).Browser);
    }
}
