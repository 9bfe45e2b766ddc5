using CrmVoice.Domain.Audit;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Web.Tests.Security;

/// <summary>An account at the provider that was set up anew for somebody: an admin unlinks the one before.</summary>
internal sealed class ProviderAccountTests : WithProvider
{
    private const string People = "/settings/people";

    [Test]
    public async Task Whose_account_was_set_up_anew_is_linked_to_the_new_one_once_an_admin_has_unlinked_the_old()
    {
        using var home = await FoundAsync();
        var (agent, own) = await App.HireWithBrowserAsync(home.Tenant);
        own.Dispose();
        var (old, anew) = (Somebody(agent.Email), Somebody(agent.Email));
        (await SignInAsync(home, old)).Browser.Dispose();
        var (early, refused) = await SignInAsync(home, anew);
        early.Dispose();
        Assert.That(
            refused.Text,
            Does.Contain("Your access is linked to another account at the provider. Sign in with that one, or ask an admin to unlink it."));

        var page = await UnlinkAsync(home, agent);
        Assert.That(page.Text, Does.Contain("Provider account unlinked"));
        Assert.That(page.All($"form[action='{UnlinkingOf(agent)}']"), Is.Empty, "nothing is left to unlink");
        var (browser, welcome) = await SignInAsync(home, anew);
        using var theirs = browser;
        Assert.That((welcome.Path, welcome.Text.Contains(agent.Name, StringComparison.Ordinal)), Is.EqualTo(("/contacts", true)));

        var (late, again) = await SignInAsync(home, old);
        using var lates = late;
        Assert.That(again.Status, Is.EqualTo(403));
        Assert.That((await late.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"), "the old one opens nothing");
        Assert.That((await home.Admin.OpenAsync(People)).All($"form[action='{UnlinkingOf(agent)}']"), Has.Count.EqualTo(1));
        Assert.That(
            (await home.Admin.OpenAsync("/settings/audit")).Text,
            Does.Contain($"{home.Agent.Name} unlinked the sign-in provider account of {agent.Name}").And.Not.Contain(old.Subject));
    }

    [Test]
    public async Task Only_that_person_s_sessions_by_the_provider_end_with_it()
    {
        using var home = await FoundAsync();
        var (agent, byPassword) = await App.HireWithBrowserAsync(home.Tenant);
        using var password = byPassword;
        var (other, own) = await App.HireWithBrowserAsync(home.Tenant);
        own.Dispose();
        using var elsewhere = await FoundAsync();
        var (byProvider, _) = await SignInAsync(home, Somebody(agent.Email));
        using var first = byProvider;
        var (others, _) = await SignInAsync(home, Somebody(other.Email));
        using var second = others;
        var (neighbours, _) = await SignInAsync(elsewhere, Somebody(elsewhere.Agent.Email));
        using var third = neighbours;

        await UnlinkAsync(home, agent);

        Assert.That((await byProvider.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
        Assert.That((await byPassword.OpenAsync("/contacts")).Path, Is.EqualTo("/contacts"), "by the password");
        Assert.That((await others.OpenAsync("/contacts")).Path, Is.EqualTo("/contacts"), "somebody else's");
        Assert.That((await neighbours.OpenAsync("/contacts")).Path, Is.EqualTo("/contacts"), "another organization's");
        using var token = agent.Api;
        Assert.That((int)(await token.GetAsync("api/v1/calls")).StatusCode, Is.EqualTo(200), "an API token goes on");
    }

    [Test]
    public async Task Unlinking_twice_from_two_windows_is_no_mistake_and_is_told_once()
    {
        using var home = await FoundAsync();
        var (agent, own) = await App.HireWithBrowserAsync(home.Tenant);
        own.Dispose();
        (await SignInAsync(home, Somebody(agent.Email))).Browser.Dispose();
        using var window = home.Admin.OpenTab();
        await home.Admin.OpenAsync(People);
        await window.OpenAsync(People);

        var answers = await Task.WhenAll(
            home.Admin.SendFormAsync(UnlinkingOf(agent)),
            window.SendFormAsync(UnlinkingOf(agent)));

        Assert.That(answers.Select(answer => (int)answer.StatusCode), Is.All.EqualTo(302));
        await using var scope = App.Enter(home.Tenant.Id, out var db);
        Assert.That(await db.AuditEntries.CountAsync(entry => entry.Action == AuditAction.SignInAccountUnlinked), Is.EqualTo(1));
    }

    private static string UnlinkingOf(Agent agent) => $"{People}/{agent.Id}/provider-account/removal";

    private static async Task<Page> UnlinkAsync(Home home, Agent agent)
    {
        await home.Admin.OpenAsync(People);
        return await home.Admin.SubmitAsync(UnlinkingOf(agent));
    }
}
