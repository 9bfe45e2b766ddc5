using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure;
using CrmVoice.Tests;
using CrmVoice.Web.Security;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>Organizations besides the first, created by an installation admin, who sees nothing of them.</summary>
internal sealed class InstallationTests : WithStandIn
{
    private const string Path = "/installation/organizations";
    private const string Password = "três gatos no telhado";

    private static int created;

    [TestCase(Role.Agent)]
    [TestCase(Role.Supervisor)]
    [TestCase(Role.Admin)]
    public async Task No_role_gets_in_and_who_is_made_one_does_whatever_the_role(Role role)
    {
        var (agent, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"), role);
        using var _ = browser;
        Assert.That((await browser.OpenAsync(Path)).Status, Is.EqualTo(403));
        Assert.That((await browser.OpenAsync("/settings/my-phone")).All($"a[href='{Path}']"), Is.Empty);

        await App.Services.GrantInstallationAdminAsync(agent.Email);
        App.Services.GetRequiredService<SessionChecks>().ForgetAll();

        Assert.That((await browser.OpenAsync("/settings/my-phone")).All($"a[href='{Path}']"), Has.Count.EqualTo(1));
        Assert.That((await browser.OpenAsync(Path)).Status, Is.EqualTo(200));
        await App.Services.TakeInstallationAdminAsync(agent.Email, evenTheLast: true);
        App.Services.GetRequiredService<SessionChecks>().ForgetAll();
        Assert.That((await browser.OpenAsync(Path)).Status, Is.EqualTo(403), "the same session, which was let in before");
    }

    [TestCase("en", "Twilio not connected", "0 active members", "1 active member")]
    [TestCase("pt-BR", "Twilio não conectada", "0 membros ativos", "1 membro ativo")]
    public async Task A_new_organization_s_first_admin_joins_by_a_link_and_nothing_of_it_is_the_installation_admin_s(
        string language, string twilio, string nobody, string somebody)
    {
        var (tenant, me, browser) = await InstallationAdminAsync(language);
        using var _ = browser;
        var (name, email) = Somewhere();

        var page = await CreateAsync(browser, name, email);

        Assert.That((page.Status, page.Path, page.Language), Is.EqualTo((200, Path, language)), page.Text);
        var row = page.All("[data-organization]").Single(row => row.TextContent.Contains(name, StringComparison.Ordinal));
        Assert.That(row.Line(), Does.Contain(twilio).And.Contain(nobody));
        var id = new OrganizationId(Guid.Parse(row.GetAttribute("data-organization")!));
        using var theirs = App.OpenBrowser();
        await theirs.OpenAsync(LinkOn(page));
        var joined = await theirs.SubmitAsync("/invitation", ("Name", "Dona Maria"), ("Password", Password));
        Assert.That((joined.Status, joined.Path), Is.EqualTo((200, "/contacts")), joined.Text);
        Assert.That((await theirs.OpenAsync("/settings/people")).Text, Does.Contain("Dona Maria"), "an admin's page");

        var after = await browser.OpenAsync(Path);
        Assert.That(after.Lines($"[data-organization='{id.Value}']").Single(), Does.Contain(somebody));
        Assert.That(after.All("button[name=organizationId]"), Is.Empty, "there is no organization to switch to");
        await using var scope = App.Enter(id, out var db);
        var organization = await db.Set<Organization>().AsNoTracking().SingleAsync();
        Assert.That(
            (organization.Country, organization.Language, organization.TimeZone, organization.CreatedAt is null),
            Is.EqualTo(("PT", "pt-BR", "Europe/Lisbon", false)));
        Assert.That((await db.Set<Membership>().SingleAsync()).Role, Is.EqualTo(Role.Admin));
        var told = await db.Set<AuditEntry>().AsNoTracking().SingleAsync(entry => entry.Action == AuditAction.OrganizationCreated);
        var person = await PersonAsync(tenant, me.Id);
        Assert.That(
            (told.MemberId?.Value, told.Changes.Single()),
            Is.EqualTo(((Guid?)me.Id, new AuditedChange("installation-admin", null, $"{person.Value}"))));
        var mine = await AuditedAsync(tenant, AuditAction.OrganizationAdded);
        Assert.That(mine.Select(entry => (entry.MemberId?.Value, entry.RecordId)), Is.EqualTo([((Guid?)me.Id, id.Value)]));
    }

    [Test]
    public async Task A_link_that_was_lost_is_replaced_until_somebody_has_joined()
    {
        var (_, _, browser) = await InstallationAdminAsync();
        using var _ = browser;
        var (name, email) = Somewhere();
        var page = await CreateAsync(browser, name, email);
        var (lost, action) = (LinkOn(page), $"{Path}/{IdOn(page, name)}/invitation-links");

        var again = await browser.SubmitAsync(action);

        using var theirs = App.OpenBrowser();
        Assert.That((await theirs.OpenAsync(lost)).Status, Is.EqualTo(404));
        Assert.That((await theirs.OpenAsync(LinkOn(again))).Status, Is.EqualTo(200));
        var late = browser.OpenTab();
        await late.OpenAsync(Path);
        await theirs.SubmitAsync("/invitation", ("Name", "Dona Maria"), ("Password", Password));
        Assert.That((await late.SubmitAsync(action)).Status, Is.EqualTo(403), "from here on it is that organization's own business");
        Assert.That((await browser.OpenAsync(Path)).All($"form[action='{action}']"), Is.Empty);
    }

    [TestCase("Name", "", "Please fill this in.")]
    [TestCase("Country", "Brasil", "This is incorrect. Please check it.")]
    [TestCase("Language", "fr", "This is incorrect. Please check it.")]
    [TestCase("TimeZone", "Mars/Olympus", "This is incorrect. Please check it.")]
    [TestCase("AdminName", "", "Please fill this in.")]
    [TestCase("AdminEmail", "dona", "Enter a valid e-mail address.")]
    public async Task What_is_filled_in_badly_is_told_beside_its_field_and_creates_nothing(string field, string value, string problem)
    {
        var (_, _, browser) = await InstallationAdminAsync();
        using var _ = browser;
        var (name, email) = Somewhere();

        var again = await CreateAsync(browser, name, email, (field, value));

        Assert.That(again.Status, Is.EqualTo(422), again.Text);
        Assert.That(again.Lines(".field-validation-error"), Has.Exactly(1).Contains(problem));
        Assert.That((await browser.OpenAsync(Path)).Text, Does.Not.Contain(name));
    }

    [Test]
    public async Task A_name_that_is_taken_is_told_also_to_those_who_take_it_at_once()
    {
        var (_, _, browser) = await InstallationAdminAsync();
        using var _ = browser;
        var (name, _) = Somewhere();
        var tabs = Enumerable.Range(0, 4).Select(_ => browser.OpenTab()).ToList();
        foreach (var tab in tabs)
        {
            await tab.OpenAsync($"{Path}/new");
        }

        var pages = await Task.WhenAll(tabs.Select(tab => tab.SubmitAsync(Path, Typed(name, Somewhere().Email))));

        Assert.That(pages.Select(page => page.Status).Order(), Is.EqualTo([200, 422, 422, 422]));
        Assert.That(
            pages.Where(page => page.Status == 422).Select(page => page.Text),
            Has.All.Contain("There is already an organization with this name."));
        Assert.That(
            (await browser.OpenAsync(Path)).Lines("[data-organization]"),
            Has.Exactly(1).Contains(name));
        tabs.ForEach(tab => tab.Dispose());
    }

    private static (string Name, string Email) Somewhere()
    {
        var number = Interlocked.Increment(ref created);
        return ($"Padaria n{number:000}", $"dona{number}@padaria-nova.example");
    }

    private static (string Name, string Value)[] Typed(string name, string email) =>
    [
        ("Name", $" {name} "), ("Country", "PT"), ("Language", "pt-BR"), ("TimeZone", "Europe/Lisbon"), ("AdminName", "Maria"),
        ("AdminEmail", email),
    ];

    private static async Task<(Tenant Tenant, Agent Agent, Browser Browser)> InstallationAdminAsync(string language = "en")
    {
        var tenant = await App.CreateOrganizationAsync(language);
        var (agent, browser) = await App.HireWithBrowserAsync(tenant, Role.Agent);
        await App.Services.GrantInstallationAdminAsync(agent.Email);
        App.Services.GetRequiredService<SessionChecks>().ForgetAll();
        return (tenant, agent, browser);
    }

    private static async Task<Page> CreateAsync(Browser browser, string name, string email, params (string Name, string Value)[] more)
    {
        await browser.OpenAsync($"{Path}/new");
        return await browser.SubmitAsync(Path, [.. Typed(name, email), .. more]);
    }

    private static string LinkOn(Page page) =>
        page.All(".link-to-copy input").Single().GetAttribute("value")![App.Url.Length..];

    private static string IdOn(Page page, string name) =>
        page.All("[data-organization]")
            .Single(row => row.TextContent.Contains(name, StringComparison.Ordinal))
            .GetAttribute("data-organization")!;

    private static async Task<UserId> PersonAsync(Tenant tenant, Guid member)
    {
        await using var scope = App.Enter(tenant.Id, out var db);
        return (await db.Set<Membership>().SingleAsync(one => one.Id == new MembershipId(member))).UserId;
    }

    private static async Task<List<AuditEntry>> AuditedAsync(Tenant tenant, AuditAction action)
    {
        await using var scope = App.Enter(tenant.Id, out var db);
        return await db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.Action == action).ToListAsync();
    }
}
