using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Web.Tests.Security;

/// <summary>
/// A session that an organization's provider vouched for leads into this organization and no other, touches nothing that is the person's
/// everywhere, and ends like any other.
/// </summary>
internal sealed class ProviderSessionTests : WithProvider
{
    private const string Security = "/settings/my-security";

    [Test]
    public async Task It_leads_into_no_other_organization_of_the_person_until_the_password_is_given()
    {
        using var home = await FoundAsync();
        var second = await App.CreateOrganizationAsync("en");
        var (agent, own) = await App.HireWithBrowserAsync(home.Tenant, second: second);
        own.Dispose();
        var (browser, page) = await SignInAsync(home, Somebody(agent.Email));
        using var _ = browser;
        Assert.That(
            (page.Path, page.All("button[name=organizationId]").Count, page.Lines(".menu a[href='/sign-in']")),
            Is.EqualTo(("/contacts", 0, new[] { "Sign in with password" })));

        var refused = await PostAsync(browser, "/organization", ("organizationId", $"{second.Id.Value}"));

        Assert.That(refused.Text, Does.Contain("Sign in with your password to reach your other organizations."));
        await using (var scope = App.Enter(second.Id, out var db))
        {
            var (session, there) = (await db.Sessions.SingleAsync(row => row.OnlyIn == home.Tenant.Id), await db.Memberships.SingleAsync());
            var sessions = scope.ServiceProvider.GetRequiredService<ISessions>();
            Assert.That(await sessions.FindAsync(session.Id, new MembershipId(agent.Id), CancellationToken.None), Is.Not.Null);
            Assert.That(await sessions.FindAsync(session.Id, there.Id, CancellationToken.None), Is.Null, "whatever a cookie said");
        }

        Assert.That((await browser.OpenAsync("/sign-in")).Path, Is.EqualTo("/sign-in"));
        Assert.That((await browser.SignInAsync(agent.Email)).All("button[name=organizationId]"), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task It_changes_nothing_that_is_the_person_s_in_all_organizations()
    {
        using var home = await FoundAsync();
        var (browser, _) = await SignInAsync(home, Somebody(home.Agent.Email));
        using var theirs = browser;

        var page = await browser.OpenAsync(Security);
        Assert.That(page.Text, Does.Contain("You signed in with your organization's provider."));
        Assert.That(page.All("main form"), Is.Empty);
        Assert.That((await browser.OpenAsync($"{Security}/authenticator")).Path, Is.EqualTo(Security));
        foreach (var action in new[]
        {
            $"{Security}/other-sessions/end", $"{Security}/authenticator", $"{Security}/authenticator/removal",
            $"{Security}/recovery-codes", $"/settings/people/{home.Agent.Id}/password-links",
        })
        {
            Assert.That((await PostAsync(browser, action)).Path, Is.EqualTo(Security), action);
        }

        Assert.That((await home.Admin.OpenAsync("/contacts")).Path, Is.EqualTo("/contacts"), "the session by password goes on");
    }

    [Test]
    public async Task It_is_no_proof_for_an_invitation_into_another_organization()
    {
        using var home = await FoundAsync();
        var (tenant, admin) = await AdminElsewhereAsync();
        using var _ = admin;
        await admin.OpenAsync("/settings/people/invitations/new");
        var shown = await admin.SubmitAsync(
            "/settings/people/invitations", ("Name", "Guest"), ("Email", home.Agent.Email), ("Role", "agent"));
        var link = new Uri(shown.All(".link-to-copy input").Single().GetAttribute("value")!).PathAndQuery;
        var (browser, _) = await SignInAsync(home, Somebody(home.Agent.Email));
        using var theirs = browser;

        Assert.That((await browser.OpenAsync(link)).All("input[name=Password]"), Has.Count.EqualTo(1));
        var refused = await browser.SubmitAsync("/invitation", ("Password", ""));

        Assert.That(refused.Text, Does.Contain("The e-mail or password is incorrect"));
        await using var scope = App.Enter(tenant.Id, out var db);
        Assert.That(db.Set<Membership>().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_second_step_that_the_organization_requires_is_the_provider_s_to_ask_for()
    {
        using var home = await FoundAsync();
        await home.Admin.OpenAsync("/settings/people");
        await home.Admin.SubmitAsync("/settings/people/two-factor");

        var (browser, page) = await SignInAsync(home, Somebody(home.Agent.Email));

        using var _ = browser;
        Assert.That(page.Path, Is.EqualTo("/contacts"));
        Assert.That((await browser.OpenAsync(Security)).Text, Does.Contain("The provider takes care of it in this session."));
        Assert.That((await home.Admin.OpenAsync("/contacts")).Path, Is.EqualTo($"{Security}/authenticator"), "by a password alone");
    }

    [Test]
    public async Task A_role_that_is_taken_away_is_gone_at_the_next_request_and_signing_out_ends_it()
    {
        using var home = await FoundAsync();
        var (supervisor, own) = await App.HireWithBrowserAsync(home.Tenant, Role.Supervisor);
        own.Dispose();
        var (browser, _) = await SignInAsync(home, Somebody(supervisor.Email));
        using var theirs = browser;
        Assert.That((await browser.OpenAsync("/settings/webhooks")).Status, Is.EqualTo(200));
        await home.Admin.OpenAsync("/settings/people");

        await home.Admin.SubmitAsync($"/settings/people/{supervisor.Id}/role", ("role", "agent"));

        Assert.That((await browser.OpenAsync("/settings/webhooks")).Status, Is.EqualTo(403));
        await browser.OpenAsync("/contacts");
        Assert.That((await browser.SubmitAsync("/sign-out")).Path, Is.EqualTo("/sign-in"));
        Assert.That((await browser.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
    }

    [Test]
    public async Task Signing_out_everywhere_else_ends_it_as_well()
    {
        using var home = await FoundAsync();
        var (browser, _) = await SignInAsync(home, Somebody(home.Agent.Email));
        using var theirs = browser;
        await home.Admin.OpenAsync(Security);

        await home.Admin.SubmitAsync($"{Security}/other-sessions/end");

        Assert.That((await browser.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
        Assert.That((await home.Admin.OpenAsync("/contacts")).Path, Is.EqualTo("/contacts"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Once_the_provider_is_removed_or_switched_off_its_sessions_are_over_and_nobody_comes_in(bool isRemoved)
    {
        using var home = await FoundAsync();
        var person = Somebody(home.Agent.Email);
        var (browser, _) = await SignInAsync(home, person);
        using var theirs = browser;
        var (late, page) = await SignInAsync(home, person: null);
        using var lates = late;
        Assert.That(page.Status, Is.EqualTo(400));
        await home.Admin.OpenAsync(Settings);

        await (isRemoved ? home.Admin.SubmitAsync($"{Settings}/removal") : home.SaveAsync(Provider.Issuer, isEnabled: false));

        Assert.That((await browser.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
        Assert.That((await home.Admin.OpenAsync("/contacts")).Path, Is.EqualTo("/contacts"), "a session by password");
        foreach (var path in new[] { home.Path, $"{home.Path}/callback?code=x&state=y", $"/sign-in/organization/{Guid.NewGuid()}" })
        {
            var refused = await late.OpenAsync(path);
            Assert.That(
                (refused.Status, refused.Text.Contains("Nobody can sign in at this address.", StringComparison.Ordinal)),
                Is.EqualTo((404, true)),
                path);
        }

        await home.SaveAsync(Provider.Issuer);
        Assert.That((await browser.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"), "what is over stays over");
        var (again, back) = await SignInAsync(home, person);
        using var _1 = again;
        Assert.That(back.Path, Is.EqualTo("/contacts"));
    }

    [Test]
    public async Task Another_secret_holds_at_the_next_sign_in()
    {
        using var home = await FoundAsync();
        var person = Somebody(home.Agent.Email);
        var changed = await Provider.ChangeSecretAsync(home.Client);
        App.Log.KeepsQuietAbout(changed.Secret);
        var (browser, refused) = await SignInAsync(home, person);
        using var theirs = browser;
        Assert.That(
            (refused.Status, refused.Text.Contains("The provider did not accept CrmVoice.", StringComparison.Ordinal)),
            Is.EqualTo((502, true)));

        await home.SaveAsync(Provider.Issuer, changed.Secret);

        var (again, page) = await SignInAsync(home, person);
        using var _ = again;
        Assert.That(page.Path, Is.EqualTo("/contacts"));
    }

    private static async Task<(Tenant Tenant, Browser Admin)> AdminElsewhereAsync()
    {
        var tenant = await App.CreateOrganizationAsync("en");
        return (tenant, (await App.HireWithBrowserAsync(tenant, Role.Admin)).Browser);
    }

    // No page has such a form: with the token of another one.
    private static async Task<Page> PostAsync(Browser browser, string action, params (string Name, string Value)[] fields)
    {
        var token = (await browser.OpenAsync("/contacts")).FieldsOf("/sign-out")["__RequestVerificationToken"];
        using var request = new HttpRequestMessage(HttpMethod.Post, action);
        request.Content = new FormUrlEncodedContent(
            [new("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        using var response = await browser.SendAsync(request);
        Assert.That((int)response.StatusCode, Is.EqualTo(302), action);
        return await browser.OpenAsync(response.Headers.Location!.OriginalString);
    }
}
