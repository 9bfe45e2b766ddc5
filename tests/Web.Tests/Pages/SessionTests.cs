using System.Net;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>Signing in and out in a second tab, and pages that were opened before.</summary>
internal sealed class SessionTests : WithStandIn
{
    [Test]
    public async Task A_sign_in_page_that_was_opened_before_somebody_signed_in_still_signs_in()
    {
        var (first, other) = (await App.HireWithBrowserAsync(), await App.HireWithBrowserAsync());
        using var browser = App.OpenBrowser();
        using var tab = browser.OpenTab();
        await browser.OpenAsync("/calls");
        await tab.SignInAsync(first.Agent.Email);

        var page = await browser.SubmitAsync("/sign-in", ("Email", other.Agent.Email), ("Password", CrmVoiceApp.DemoPassword));

        Assert.That((page.Status, page.Path), Is.EqualTo((200, "/calls")));
        Assert.That(page.Text, Does.Contain(other.Agent.Name));
        await browser.OpenAsync("/sign-in?returnUrl=%2Fcalls");
        Assert.That(
            (await tab.OpenAsync("/sign-in?returnUrl=%2Fcalls%3Fstate%3Dended")).Path,
            Is.EqualTo("/calls?state=ended"),
            "who is signed in goes on");
    }

    [Test]
    public async Task Whoever_signs_out_in_an_older_tab_is_out([Values] bool isSomebodyElseInMeanwhile)
    {
        var (_, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        using var tab = browser.OpenTab();
        await tab.OpenAsync("/contacts");
        await tab.SubmitAsync("/sign-out");
        if (isSomebodyElseInMeanwhile)
        {
            await tab.SignInAsync((await App.HireWithBrowserAsync()).Agent.Email);
        }

        var page = await browser.SubmitAsync("/sign-out");

        Assert.That((page.Status, page.Path), Is.EqualTo((200, "/sign-in")));
        Assert.That((await browser.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
    }

    [Test]
    public async Task A_form_of_another_persons_session_changes_nothing_and_shows_what_was_typed()
    {
        var tenant = await App.CreateOrganizationAsync();
        var (_, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = browser;
        using var tab = browser.OpenTab();
        await browser.OpenAsync("/contacts/new");
        await tab.OpenAsync("/contacts");
        await tab.SubmitAsync("/sign-out");
        await tab.SignInAsync((await App.HireWithBrowserAsync(tenant)).Agent.Email);

        var page = await browser.SubmitAsync("/contacts", ("Name", "Vera <b>Cruz</b>"), ("Company", "Cruz & Filhas"));

        Assert.That((page.Status, page.Path), Is.EqualTo((400, "/contacts")));
        Assert.That(page.Text, Does.Contain("Esta página está desatualizada").And.Contain("Vera <b>Cruz</b>").And.Contain("Cruz & Filhas"));
        Assert.That(page.All("a[href='/contacts/new']"), Is.Not.Empty);
        Assert.That(page.Html, Does.Not.Contain("<b>Cruz"));
        Assert.That((await browser.OpenAsync("/contacts")).Text, Does.Not.Contain("Vera"));
    }

    [Test]
    public async Task Secrets_of_a_form_of_an_earlier_session_are_not_shown_again()
    {
        const string path = "/settings/twilio-account";
        var (_, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync(), Role.Admin);
        using var _ = browser;
        using var tab = browser.OpenTab();
        await browser.OpenAsync(path);
        await tab.OpenAsync("/contacts");
        await tab.SubmitAsync("/sign-out");
        await tab.SignInAsync((await App.HireWithBrowserAsync(await App.CreateOrganizationAsync(), Role.Admin)).Agent.Email);

        var page = await browser.SubmitAsync(path, ("AuthToken", "c0ffee00c0ffee00"), ("ApiKeySecret", "d00d00"), ("Edge", "sao-paulo"));

        Assert.That((page.Status, page.Text.Contains("sao-paulo", StringComparison.Ordinal)), Is.EqualTo((400, true)));
        Assert.That(page.Html, Does.Not.Contain("c0ffee").And.Not.Contain("d00d00"));
    }

    [Test]
    public async Task A_form_that_was_opened_in_one_organization_does_nothing_in_another()
    {
        var (home, away) = (await App.CreateOrganizationAsync(), await App.CreateOrganizationAsync());
        var (_, browser) = await App.HireWithBrowserAsync(home, second: away);
        using var _ = browser;
        using var tab = browser.OpenTab();
        await tab.OpenAsync("/contacts");
        await tab.SubmitAsync("/organization", ("organizationId", $"{home.Id.Value}"));
        await browser.OpenAsync("/contacts/new");
        await tab.SubmitAsync("/organization", ("organizationId", $"{away.Id.Value}"));

        var page = await browser.SubmitAsync("/contacts", ("Name", "Vera Cruz"));

        Assert.That((page.Status, page.Text.Contains("Vera Cruz", StringComparison.Ordinal)), Is.EqualTo((400, true)));
        Assert.That((await tab.OpenAsync("/contacts")).Text, Does.Not.Contain("Vera Cruz"));
    }

    [Test]
    public async Task A_form_goes_on_when_its_person_signs_in_again()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        using var tab = browser.OpenTab();
        await browser.OpenAsync("/contacts/new");
        await tab.OpenAsync("/contacts");
        await tab.SubmitAsync("/sign-out");
        await tab.SignInAsync(agent.Email);

        Assert.That((await browser.SubmitAsync("/contacts", ("Name", "Vera Cruz"))).Path, Does.Match("^/contacts/[0-9a-f-]{36}$"));
    }

    [Test]
    public async Task A_form_that_is_sent_after_the_session_ended_leads_back_to_its_page()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        await browser.OpenAsync("/contacts/new");
        ExpireSession(browser);

        var asked = await browser.SubmitAsync("/contacts", ("Name", "Vera Cruz"));
        var page = await browser.SubmitAsync("/sign-in", ("Email", agent.Email), ("Password", CrmVoiceApp.DemoPassword));

        Assert.That((asked.Path, page.Path), Is.EqualTo(("/sign-in?ReturnUrl=%2Fcontacts%2Fnew", "/contacts/new")));
    }

    [TestCase("/contacts?q=lima&page=2", "/sign-in?ReturnUrl=%2Fcontacts%3Fq%3Dlima%26page%3D2")]
    [TestCase(null, "/sign-in?ReturnUrl=%2F")]
    public async Task A_part_of_a_page_that_is_asked_for_after_the_session_ended_leads_its_page_to_the_sign_in(string? path, string signIn)
    {
        var (_, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        ExpireSession(browser);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/call-bar") { Headers = { { "HX-Request", "true" } } };
        if (path is not null)
        {
            request.Headers.Add("HX-Current-URL", App.Url + path);
        }

        using var answer = await browser.SendAsync(request);

        Assert.That(((int)answer.StatusCode, answer.Headers.GetValues("HX-Redirect").Single()), Is.EqualTo((401, signIn)));
    }

    [Test]
    public async Task A_part_of_a_page_of_another_session_is_refused_in_a_few_words()
    {
        var agent = await App.HireWithBrowserAsync();
        using var browser = agent.Browser;
        using var tab = browser.OpenTab();
        await browser.OpenAsync("/settings/my-phone");
        await tab.OpenAsync("/contacts");
        await tab.SubmitAsync("/sign-out");
        await tab.SignInAsync((await App.HireWithBrowserAsync()).Agent.Email);

        var answer = await browser.SendAsHtmxAsync("/settings/my-phone");

        Assert.That((int)answer.StatusCode, Is.EqualTo(400));
        Assert.That(
            answer.Headers.GetValues("HX-Retarget").Concat(answer.Headers.GetValues("HX-Reswap")),
            Is.EqualTo(new[] { "#toasts", "beforeend" }));
        Assert.That((await Page.ReadAsync(answer)).Text, Does.Contain("A sessão mudou").And.Not.Contain("<html"));
    }

    [TestCase("/sign-in")]
    [TestCase("/sign-out")]
    [TestCase("/language")]
    [TestCase("/organization")]
    [TestCase("/contacts")]
    public async Task No_form_is_taken_whose_token_is_another_browsers(string action)
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        using var stranger = App.OpenBrowser();
        var token = (await stranger.OpenAsync("/sign-in")).FieldsOf("/sign-in")["__RequestVerificationToken"];
        foreach (var forged in new[] { token, "", "nonsense" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, action)
            {
                Content = new FormUrlEncodedContent(
                [
                    new("__RequestVerificationToken", forged), new("Email", agent.Email), new("Password", CrmVoiceApp.DemoPassword),
                    new("Name", "Forged"), new("language", "en"),
                ]),
            };

            Assert.That((int)(await browser.SendAsync(request)).StatusCode, Is.EqualTo(400), forged);
        }

        var page = await browser.OpenAsync("/contacts");
        Assert.That(
            (page.Path, page.Language, page.Text.Contains("Forged", StringComparison.Ordinal)),
            Is.EqualTo(("/contacts", "pt-BR", false)));
    }

    private static void ExpireSession(Browser browser)
    {
        foreach (Cookie cookie in browser.Cookies.GetAllCookies())
        {
            cookie.Expired |= cookie.Name == "crmvoice-session";
        }
    }
}
