using System.Text.RegularExpressions;
using AngleSharp.Dom;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Api;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>Every page, for everybody, in both languages.</summary>
internal sealed partial class PageTests : WithStandIn
{
    private static readonly string contact = $"/contacts/{ContractTests.ContactOf("+5511987650001")}";

    private static readonly string[] everybodys =
    [
        "/contacts",
        "/contacts?q=lima",
        "/contacts?q=zzzz",
        "/contacts?page=2",
        "/contacts/new",
        contact,
        $"{contact}/edit",
        "/calls",
        "/calls?state=ended&result=answered",
        "/calls?state=nonsense&since=2026-01-01",
        "/settings/my-phone",
        "/me/api-tokens",
        "/me/api-tokens/new",
        "/call-bar",
    ];

    private static readonly string[] admins =
    [
        "/settings/twilio-account",
        "/settings/people",
        "/settings/people/invitations/new",
        "/settings/phones",
        "/settings/calls",
        "/settings/calls/hold-audio",
    ];

    private static readonly string[] supervisors = ["/settings/webhooks"];

    [Test]
    public async Task Every_page_answers_those_who_may_in_their_language([Values] Role role, [Values("pt-BR", "en")] string language)
    {
        var (agent, browser) = await App.HireWithBrowserAsync(role: role);
        using var _ = browser;
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await browser.OpenAsync("/contacts");
        await browser.SubmitAsync("/language", ("language", language));

        foreach (var path in everybodys
                .Concat(role is Role.Admin ? admins : [])
                .Concat(role is Role.Agent ? [] : supervisors)
                .Append($"/calls/{call.Id}"))
        {
            var page = await browser.OpenAsync(path);
            using (Assert.EnterMultipleScope())
            {
                Assert.That((page.Status, page.Path), Is.EqualTo((200, path)));
                Assert.That(page.Language, Is.EqualTo(path == "/call-bar" ? null : language), path);
                Assert.That(
                    page.Document.Descendants<IText>().Select(text => text.Data.Trim()).Where(text => Key().IsMatch(text)),
                    Is.Empty,
                    $"{path} shows the name of a word");
                AssertNoSecrets(page);
            }
        }
    }

    [Test]
    public async Task Settings_of_the_organization_are_the_admins([Values(Role.Agent, Role.Supervisor)] Role role)
    {
        var (_, browser) = await App.HireWithBrowserAsync(role: role);
        using var _ = browser;
        foreach (var path in admins.Concat(role is Role.Agent ? supervisors : []))
        {
            var page = await browser.OpenAsync(path);
            Assert.That(page.Status, Is.EqualTo(403));
            Assert.That(page.Text, Does.Contain("Sem permissão"));
        }

        Assert.That(
            (await browser.OpenAsync("/settings/my-phone")).Html,
            Does.Not.Contain("/settings/twilio-account").And.Not.Contain("/settings/phones"));
    }

    [Test]
    public async Task Who_has_not_signed_in_is_asked_to()
    {
        using var browser = App.OpenBrowser();

        foreach (var path in everybodys.Concat(admins).Append($"/calls/{Guid.NewGuid()}"))
        {
            Assert.That((await browser.OpenAsync(path)).Path, Is.EqualTo($"/sign-in?ReturnUrl={Uri.EscapeDataString(path)}").IgnoreCase);
        }
    }

    [Test]
    public async Task What_is_not_there_or_another_organizations_is_a_page_that_says_so()
    {
        using var stranger = await App.SignInAsync("amy@beacon.example");
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);

        var others = $"/calls/{call.Id}";
        foreach (var path in new[] { contact, $"{contact}/edit", others, $"{others}/row", $"{others}/notes", "/nowhere", "/contacts/not-an-id" }
        )
        {
            var page = await stranger.OpenAsync(path);
            Assert.That((page.Status, page.Path), Is.EqualTo((404, path)));
            Assert.That(page.Text, Does.Contain("Page not found").IgnoreCase.And.Contain("Beacon Support"));
            Assert.That(page.Text, Does.Not.Contain("Carlos Lima"));
        }
    }

    [Test]
    public async Task Anothers_call_is_not_opened_by_an_agent()
    {
        var (_, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        var call = await TwilioCall.PlaceAsync(App, Twilio, await App.HireAsync());

        Assert.That((await browser.OpenAsync($"/calls/{call.Id}")).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Health_is_told_to_anybody_and_pages_are_guarded_by_their_headers()
    {
        using var anybody = App.CreateClient();

        var page = await anybody.GetAsync("sign-in");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)(await anybody.GetAsync("health/live")).StatusCode, Is.EqualTo(200));
            Assert.That(await anybody.GetStringAsync("health/ready"), Is.EqualTo("Healthy"));
            Assert.That(
                page.Headers.GetValues("Content-Security-Policy").Single(),
                Does.Contain("script-src 'self'").And.Contain("frame-ancestors 'none'"));
            Assert.That(page.Headers.GetValues("X-Frame-Options").Single(), Is.EqualTo("DENY"));
            Assert.That(page.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
            Assert.That((int)(await anybody.GetAsync("lib/site.css")).StatusCode, Is.EqualTo(200));
        }
    }

    internal static void AssertNoSecrets(Page page)
    {
        // Antiforgery tokens are protected in the same form and meant to be shown.
        string[] tokens = [.. page.All("input[name=__RequestVerificationToken]").Select(input => input.GetAttribute("value")!).Distinct()];
        foreach (var secret in new[]
            {
                CrmVoiceApp.Aurora.AuthToken,
                CrmVoiceApp.Beacon.AuthToken,
                CrmVoiceApp.DemoPassword,
                "demo-ana-aurora",
                "CfDJ8",
            })
        {
            Assert.That(
                tokens.Aggregate(page.Html, (html, token) => html.Replace(token, "", StringComparison.Ordinal)),
                Does.Not.Contain(secret),
                page.Path);
        }
    }

    // A word that has no translation shows by its own name.
    [GeneratedRegex(
        """
            ^(nav|call|calls|contact|contacts|control|form|error|status|step|leg|twilio|settings|people|api-tokens|invitation|phones|my-phone|time|role|language|banner|live|
            validation|effect|webhook|webhooks)(-[a-z]+)*\.[a-z.-]+$
            """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Key();
}
