using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>An admin's list of people: inviting, and what the invited meet.</summary>
internal sealed class PeopleTests : WithStandIn
{
    private const string Password = "três gatos no telhado";

    private static int invited;

    [TestCase("en", "Deactivated", "Open invitations")]
    [TestCase("pt-BR", "Acesso desativado", "Convites em aberto")]
    public async Task Everybody_is_there_with_role_phone_and_state(string language, string deactivated, string invitations)
    {
        var tenant = await App.CreateOrganizationAsync(language);
        var (_, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = browser;
        var (agent, others) = await App.HireWithBrowserAsync(tenant);
        others.Dispose();
        var left = await App.HireAsync(tenant, withPhone: false);
        await browser.OpenAsync("/settings/people");
        await browser.SubmitAsync($"/settings/people/{left.Id}/deactivation");

        var page = await browser.OpenAsync("/settings/people");

        Assert.That((page.Status, page.Language), Is.EqualTo((200, language)));
        Assert.That(
            page.Lines($"[data-person='{agent.Id}']").Single(),
            Does.Contain(agent.Name).And.Contain(agent.Email).And.Contain("(11) 99"));
        Assert.That(page.Lines($"[data-person='{left.Id}']").Single(), Does.Contain(deactivated));
        Assert.That(page.Text, Does.Contain(invitations));
    }

    [Test]
    public async Task Somebody_new_accepts_with_a_name_and_a_password_and_is_in_as_what_the_invitation_says()
    {
        var (tenant, admin) = await AdminAsync();
        using var _ = admin;
        var (link, email) = await InviteAsync(admin, Role.Supervisor);
        using var browser = App.OpenBrowser();
        browser.Language = "en";

        var asked = await browser.OpenAsync(link);
        Assert.That((asked.Status, asked.Lines("h1").Single()), Is.EqualTo((200, "Join Nova")));
        Assert.That(asked.Text, Does.Contain($"You will sign in as {email}."));
        var weak = await browser.SubmitAsync("/invitation", ("Name", "Nina"), ("Password", "short"));
        Assert.That(
            (weak.Status, weak.Lines(".field-validation-error").Single(line => line.Length > 0)),
            Is.EqualTo((422, "This password is too easy to guess. Use at least 15 characters, 5 of them different.")));
        var joined = await browser.SubmitAsync("/invitation", ("Name", " Nina Costa "), ("Password", Password));

        Assert.That((joined.Status, joined.Path), Is.EqualTo((200, "/contacts")), joined.Text);
        await using (App.Enter(tenant.Id, out var db))
        {
            var member = await db.Set<Membership>().SingleAsync(member => member.Name == "Nina Costa");
            Assert.That((member.Role, member.Phone is null), Is.EqualTo((Role.Supervisor, true)));
        }

        Assert.That((await browser.OpenAsync("/settings/webhooks")).Status, Is.EqualTo(200), "a supervisor's page");
        using var again = App.OpenBrowser();
        Assert.That((await again.SignInAsync(email, Password)).Path, Is.EqualTo("/contacts"));
        Assert.That((await admin.OpenAsync("/settings/people")).Lines("[data-invitation]"), Is.Empty);
    }

    [Test]
    public async Task Somebody_who_signs_in_already_accepts_with_the_own_password_and_is_in_both_organizations()
    {
        var (_, admin) = await AdminAsync();
        using var _ = admin;
        var (known, theirs) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync());
        theirs.Dispose();
        var (link, _) = await InviteAsync(admin, Role.Agent, known.Email.ToUpperInvariant());
        using var browser = App.OpenBrowser();
        browser.Language = "en";
        Assert.That((await browser.OpenAsync(link)).Text, Does.Contain($"You already have an account: {known.Email}."));

        var wrong = await browser.SubmitAsync("/invitation", ("Password", "not this one at all"));
        Assert.That((wrong.Path, wrong.All("[role=alert]").Count), Is.EqualTo(("/invitation", 1)));
        Assert.That((await browser.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
        await browser.OpenAsync(link);
        var joined = await browser.SubmitAsync("/invitation", ("Password", CrmVoiceApp.DemoPassword));

        Assert.That((joined.Path, joined.All("button[name=organizationId]").Count), Is.EqualTo(("/contacts", 2)));
    }

    [Test]
    public async Task Whoever_is_signed_in_with_that_account_accepts_with_one_press_and_nobody_else_does()
    {
        var (_, admin) = await AdminAsync();
        using var _ = admin;
        var (known, theirs) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        var (_, stranger) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        using var both = theirs;
        using var other = stranger;
        var (link, _) = await InviteAsync(admin, Role.Agent, known.Email);

        Assert.That(
            (await stranger.OpenAsync(link)).All("input[name=Password]"),
            Has.Count.EqualTo(1),
            "another account is asked for the password");
        Assert.That((await stranger.SubmitAsync("/invitation")).Path, Is.EqualTo("/invitation"));
        Assert.That((await theirs.OpenAsync(link)).All("input[name=Password]"), Is.Empty);
        var joined = await theirs.SubmitAsync("/invitation");

        Assert.That((joined.Path, joined.All("button[name=organizationId]").Count), Is.EqualTo(("/contacts", 2)));
    }

    [TestCase("used", 410, "This invitation has been accepted")]
    [TestCase("revoked", 410, "This invitation has been revoked")]
    [TestCase("expired", 410, "This link has expired")]
    [TestCase("replaced", 404, "This link does not work")]
    [TestCase("mangled", 404, "This link does not work")]
    public async Task A_link_that_is_over_says_why_and_lets_nobody_in(string how, int status, string title)
    {
        var (tenant, admin) = await AdminAsync();
        using var _ = admin;
        var (link, email) = await InviteAsync(admin, Role.Agent);
        using var late = App.OpenBrowser();
        late.Language = "en";
        await late.OpenAsync(link);
        await EndAsync(how, tenant, admin, link);

        var opened = how is "mangled" ? link[..^3] : link;
        var page = await late.SubmitAsync("/invitation", ("Name", "Late"), ("Password", Password), ("Token", opened.Split('=')[1]));
        var shown = await late.OpenAsync(opened);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((page.Status, page.Lines("h1").Single()), Is.EqualTo((status, title)));
            Assert.That((shown.Status, shown.Lines("h1").Single()), Is.EqualTo((status, title)));
        }

        await using var scope = App.Enter(tenant.Id, out var db);
        Assert.That(await db.Set<Membership>().CountAsync(member => member.Name == "Late"), Is.Zero);
        Assert.That(await db.Users.CountAsync(user => user.Email == email), Is.EqualTo(how is "used" ? 1 : 0));
    }

    [Test]
    public async Task A_link_that_is_used_by_two_at_once_lets_one_in()
    {
        var (tenant, admin) = await AdminAsync();
        using var _ = admin;
        var (link, email) = await InviteAsync(admin, Role.Agent);
        var browsers = Enumerable.Range(0, 4).Select(_ => App.OpenBrowser()).ToList();
        foreach (var browser in browsers)
        {
            await browser.OpenAsync(link);
        }

        var pages = await Task.WhenAll(
            browsers.Select(browser => browser.SubmitAsync("/invitation", ("Name", "Twice"), ("Password", Password))));

        Assert.That(
            pages.Count(page => page.Path == "/contacts"),
            Is.EqualTo(1),
            string.Join('\n', pages.Select(page => $"{page.Status} {page.Path}")));
        await using var scope = App.Enter(tenant.Id, out var db);
        Assert.That(await db.Set<Membership>().CountAsync(member => member.Name == "Twice"), Is.EqualTo(1));
        Assert.That(await db.Users.CountAsync(user => user.Email == email), Is.EqualTo(1));
        browsers.ForEach(browser => browser.Dispose());
    }

    [Test]
    public async Task Who_is_in_or_invited_already_is_not_invited_again()
    {
        var (tenant, admin) = await AdminAsync();
        using var _ = admin;
        var (member, theirs) = await App.HireWithBrowserAsync(tenant);
        theirs.Dispose();
        var (_, email) = await InviteAsync(admin, Role.Agent);

        foreach (var (address, reason) in new[]
            {
                (member.Email, "This person is already in the organization."),
                (email.ToUpperInvariant(), "There is already an invitation for this address."),
            })
        {
            await admin.OpenAsync("/settings/people/invitations/new");
            var again = await admin.SubmitAsync("/settings/people/invitations", ("Name", "Again"), ("Email", address));
            Assert.That((again.Status, again.Text.Contains(reason, StringComparison.Ordinal)), Is.EqualTo((422, true)), again.Text);
        }
    }

    [Test]
    public async Task A_password_link_is_made_for_who_belongs_nowhere_else()
    {
        var (tenant, admin) = await AdminAsync();
        using var _ = admin;
        var (only, first) = await App.HireWithBrowserAsync(tenant);
        var (shared, second) = await App.HireWithBrowserAsync(tenant, second: await App.CreateOrganizationAsync());
        first.Dispose();
        second.Dispose();

        await admin.OpenAsync("/settings/people");
        var refused = await admin.SubmitAsync($"/settings/people/{shared.Id}/password-links");
        Assert.That(refused.Text, Does.Contain("This person also belongs to another organization"));
        Assert.That(refused.All(".link-to-copy"), Is.Empty);
        var made = await admin.SubmitAsync($"/settings/people/{only.Id}/password-links");

        using var browser = App.OpenBrowser();
        await browser.OpenAsync(LinkOn(made));
        await browser.SubmitAsync("/choose-password", ("Password", Password));
        Assert.That((await browser.SignInAsync(only.Email, Password)).Path, Is.EqualTo("/contacts"));
        Assert.That((await admin.OpenAsync("/settings/people")).All(".link-to-copy"), Is.Empty, "it is shown once");
    }

    private static async Task EndAsync(string how, Tenant tenant, Browser admin, string link)
    {
        var id = (await admin.OpenAsync("/settings/people")).All("[data-invitation]").Single().GetAttribute("data-invitation");
        switch (how)
        {
            case "used":
                using (var browser = App.OpenBrowser())
                {
                    await browser.OpenAsync(link);
                    await browser.SubmitAsync("/invitation", ("Name", "Early"), ("Password", Password));
                }

                break;
            case "revoked":
                await admin.SubmitAsync($"/settings/people/invitations/{id}/revocation");
                break;
            case "replaced":
                await admin.SubmitAsync($"/settings/people/invitations/{id}/links");
                break;
            case "expired":
                await using (App.Enter(tenant.Id, out var db))
                {
                    var over = DateTimeOffset.UtcNow.AddSeconds(-1);
                    await db.Set<Invitation>().ExecuteUpdateAsync(invitation => invitation.SetProperty(one => one.EndsAt, over));
                }

                break;
        }
    }

    private static async Task<(Tenant Tenant, Browser Browser)> AdminAsync()
    {
        var tenant = await App.CreateOrganizationAsync("en");
        return (tenant, (await App.HireWithBrowserAsync(tenant, Role.Admin)).Browser);
    }

    private static async Task<(string Link, string Email)> InviteAsync(Browser admin, Role role, string? email = null)
    {
        email ??= $"invited{Interlocked.Increment(ref invited)}@people.example";
        await admin.OpenAsync("/settings/people/invitations/new");
        var page = await admin.SubmitAsync("/settings/people/invitations", ("Name", "Invited"), ("Email", email), ("Role", Kebab.Of(role)));
        Assert.That((page.Status, page.Path), Is.EqualTo((200, "/settings/people")), page.Text);
        return (LinkOn(page), email);
    }

    private static string LinkOn(Page page)
    {
        var address = page.All(".link-to-copy input").Single().GetAttribute("value")!;
        Assert.That(address, Does.StartWith(App.Url));
        return address[App.Url.Length..];
    }
}
