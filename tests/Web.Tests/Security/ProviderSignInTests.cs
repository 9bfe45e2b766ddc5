using System.Net;
using System.Security.Cryptography;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Security;

/// <summary>Signing in by an organization's own provider: who comes in, and who does not.</summary>
internal sealed class ProviderSignInTests : WithProvider
{
    [Test]
    public async Task A_member_comes_in_by_the_address_that_the_provider_tells_and_goes_on_where_it_was_meant_to()
    {
        using var home = await FoundAsync();
        var (agent, own) = await App.HireWithBrowserAsync(home.Tenant);
        own.Dispose();
        Provider.Person = Somebody(agent.Email.ToUpperInvariant());
        using var browser = OpenBrowser();

        var page = await browser.OpenAsync($"{home.Path}?returnUrl=%2Fcalls%3Fstate%3Dended");

        Assert.That((page.Status, page.Path), Is.EqualTo((200, "/calls?state=ended")));
        Assert.That(page.Text, Does.Contain(agent.Name));
        var asked = Provider.Asked.Last();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(asked.RedirectUri, Is.EqualTo($"{App.Url}{home.Path}/callback"));
            Assert.That((asked.ResponseType, asked.ResponseMode ?? "query", asked.Scope), Is.EqualTo(("code", "query", "openid email")));
            Assert.That((asked.CodeChallengeMethod, asked.CodeChallenge is { Length: 43 }), Is.EqualTo(("S256", true)));
            Assert.That((asked.Nonce, asked.State), Is.Not.EqualTo(((string?)null, (string?)null)));
        }

        Assert.That(
            (await home.Admin.OpenAsync("/settings/audit")).Text,
            Does.Contain($"An account at the sign-in provider was linked to {agent.Name}").And.Contain("By sign-in provider: yes"));
    }

    [Test]
    public async Task Whoever_came_in_once_is_known_by_the_subject_whatever_the_address_is_by_then()
    {
        using var home = await FoundAsync();
        var (agent, own) = await App.HireWithBrowserAsync(home.Tenant);
        own.Dispose();
        var (other, others) = await App.HireWithBrowserAsync(home.Tenant);
        others.Dispose();
        var person = Somebody(agent.Email);
        (await SignInAsync(home, person)).Browser.Dispose();

        var (browser, page) = await SignInAsync(home, person with { Email = other.Email, IsVerified = false });

        using var _ = browser;
        Assert.That(page.Path, Is.EqualTo("/contacts"));
        Assert.That(page.Text, Does.Contain(agent.Name).And.Not.Contain(other.Name));
    }

    [Test]
    public async Task An_address_that_has_passed_to_another_account_opens_nothing()
    {
        using var home = await FoundAsync();
        var (agent, own) = await App.HireWithBrowserAsync(home.Tenant);
        own.Dispose();
        (await SignInAsync(home, Somebody(agent.Email))).Browser.Dispose();

        await AssertRefusedAsync(home, Somebody(agent.Email), "Your access is linked to another account at the provider.");
    }

    [Test]
    public async Task Whom_nobody_has_invited_is_refused_and_gets_no_account()
    {
        using var home = await FoundAsync();
        var email = $"{Guid.NewGuid():N}@people.example";

        await AssertRefusedAsync(home, Somebody(email), "You are not a member of this organization.");

        Assert.That(await CountPeopleAsync(home, email), Is.Zero);
        Assert.That(
            (await home.Admin.OpenAsync("/settings/audit")).Text,
            Does.Contain("A sign-in through the provider was refused").And.Contain("Reason: not a member").And.Not.Contain(email));
    }

    [Test]
    public async Task A_member_of_another_organization_alone_is_nobody_here()
    {
        using var home = await FoundAsync();
        var (stranger, own) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        own.Dispose();

        await AssertRefusedAsync(home, Somebody(stranger.Email), "You are not a member of this organization.");
    }

    [Test]
    public async Task An_address_that_the_provider_has_not_verified_or_does_not_tell_opens_nothing()
    {
        using var home = await FoundAsync();
        var (agent, own) = await App.HireWithBrowserAsync(home.Tenant);
        own.Dispose();

        await AssertRefusedAsync(home, Somebody(agent.Email, isVerified: false), "your e-mail address is not verified");
        await AssertRefusedAsync(home, Somebody(""), "The provider did not share your e-mail address");

        var (browser, page) = await SignInAsync(home, Somebody(agent.Email, isVerified: null));
        using var _ = browser;
        Assert.That(page.Path, Is.EqualTo("/contacts"), "not every provider says whether it has verified");
    }

    [Test]
    public async Task Who_is_deactivated_is_refused_linked_or_not_and_a_session_ends_with_it()
    {
        using var home = await FoundAsync();
        var (agent, own) = await App.HireWithBrowserAsync(home.Tenant);
        own.Dispose();
        var (late, lates) = await App.HireWithBrowserAsync(home.Tenant);
        lates.Dispose();
        var person = Somebody(agent.Email);
        var (browser, _) = await SignInAsync(home, person);
        using var theirs = browser;
        foreach (var id in new[] { agent.Id, late.Id })
        {
            await home.Admin.OpenAsync("/settings/people");
            await home.Admin.SubmitAsync($"/settings/people/{id}/deactivation");
        }

        Assert.That((await browser.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
        await AssertRefusedAsync(home, person, "Your access to this organization is deactivated.");
        await AssertRefusedAsync(home, Somebody(late.Email), "Your access to this organization is deactivated.");
    }

    [Test]
    public async Task Whoever_cancels_reads_so_and_may_try_again()
    {
        using var home = await FoundAsync();

        var (browser, page) = await SignInAsync(home, person: null);

        using var _ = browser;
        Assert.That((page.Status, page.All($"a[href='{home.Path}']").Count), Is.EqualTo((400, 1)));
        Assert.That(page.Text, Does.Contain("You canceled at the provider."));
        using var other = App.OpenBrowser();
        other.Language = "pt-BR";
        Assert.That((await other.OpenAsync(home.Path)).Text, Does.Contain("Você cancelou no provedor."));
    }

    [Test]
    public async Task An_answer_counts_once_in_the_browser_that_asked_for_it_and_with_its_own_state()
    {
        using var home = await FoundAsync();
        using var neighbour = await FoundAsync();
        Provider.Person = Somebody(home.Agent.Email);
        using var browser = OpenBrowser();
        var callback = await CallbackAsync(browser, home);
        var changed = callback.Replace("&state=", "&state=x", StringComparison.Ordinal);
        using var another = OpenBrowser();

        AssertStale(await another.OpenAsync(callback), "in another browser");
        AssertStale(await browser.OpenAsync(changed), "with another state");
        AssertStale(
            await browser.OpenAsync(callback.Replace($"{home.Tenant.Id.Value}", $"{neighbour.Tenant.Id.Value}", StringComparison.Ordinal)),
            "at another organization");
        AssertStale(await browser.OpenAsync($"{home.Path}/callback"), "with nothing");
        Assert.That((await browser.OpenAsync(callback)).Path, Is.EqualTo("/contacts"));
        AssertStale(await browser.OpenAsync(callback), "twice");
    }

    [TestCase("aud", "somebody-else")]
    [TestCase("iss", "https://elsewhere.example/")]
    [TestCase("nonce", "another")]
    [TestCase("sub", "")]
    public async Task A_token_that_is_not_for_us_or_not_for_this_sign_in_is_not_believed(string claim, string value)
    {
        using var home = await FoundAsync();
        Provider.Tampers = token => Provider.Forge(token, content => content[claim] = value);

        await AssertNotTrustedAsync(home);
    }

    [Test]
    public async Task A_token_that_is_over_or_signed_by_another_key_is_not_believed()
    {
        using var home = await FoundAsync();
        using var stranger = RSA.Create(2048);
        Provider.Tampers = token => Provider.Forge(token, _ => { }, stranger);
        await AssertNotTrustedAsync(home);

        Provider.Tampers = token => Provider.Forge(token, content => content["exp"] = 1_700_000_000);
        await AssertNotTrustedAsync(home);

        Provider.Tampers = token => Provider.Forge(token, _ => { });
        var (browser, page) = await SignInAsync(home, Somebody(home.Agent.Email));
        using var _ = browser;
        Assert.That(page.Path, Is.EqualTo("/contacts"), "signed anew by the provider itself");
    }

    [Test]
    public async Task A_provider_that_does_not_answer_is_a_page_and_no_error()
    {
        using var home = await FoundAsync();
        var gone = await OpenIdProvider.StartAsync();
        App.MayAsk(gone.Issuer);
        Assert.That((await home.SaveAsync(gone.Issuer)).Text, Does.Contain("Sign-in provider saved."));
        await gone.DisposeAsync();

        var (browser, page) = await SignInAsync(home, person: null);

        using var _ = browser;
        Assert.That((page.Status, page.Path), Is.EqualTo((502, home.Path)));
        Assert.That(page.Text, Does.Contain("The provider does not answer."));
    }

    private static async Task AssertRefusedAsync(Home home, ProviderPerson person, string why)
    {
        var (browser, page) = await SignInAsync(home, person);
        using var _ = browser;
        Assert.That((page.Status, page.Text.Contains(why, StringComparison.Ordinal)), Is.EqualTo((403, true)), page.Text);
        Assert.That((await browser.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
    }

    private static async Task AssertNotTrustedAsync(Home home)
    {
        var (browser, page) = await SignInAsync(home, Somebody(home.Agent.Email));
        using var _ = browser;
        Assert.That(page.Text, Does.Contain("The provider's answer could not be verified."));
        Assert.That(page.Status, Is.EqualTo(400));
        Assert.That((await browser.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
    }

    private static void AssertStale(Page page, string how) => Assert.That(
        (page.Status, page.Text.Contains("This sign-in took too long", StringComparison.Ordinal)), Is.EqualTo((400, true)), how);

    /// <summary>Goes to the provider, and stops where that leads back to us.</summary>
    private static async Task<string> CallbackAsync(Browser browser, Home home)
    {
        using var start = new HttpRequestMessage(HttpMethod.Get, home.Path);
        using var away = await browser.SendAsync(start);
        Assert.That(away.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        using var there = new HttpRequestMessage(HttpMethod.Get, away.Headers.Location);
        using var back = await browser.SendAsync(there);
        return back.Headers.Location!.PathAndQuery;
    }
}
