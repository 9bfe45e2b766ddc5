using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Security;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Web.Tests.Security;

/// <summary>
/// Two who change the same at the same moment, over HTTP on one database, again and again: what comes of it is what one after the other
/// would have left behind, and both get an answer that they can use.
/// </summary>
internal sealed class AtOnceTests : WithStandIn
{
    private const int Times = 24;

    // Passwords take their time.
    private const int TimesWithSignIn = 12;
    private const string Password = "três gatos no telhado";

    private static int invited;

    [Test]
    public async Task Of_two_admins_who_demote_each_other_one_stays_admin()
    {
        var (tenant, one, two) = await TwoAdminsAsync();
        for (var time = 0; time < Times; time++)
        {
            await OpenAsync("/settings/people", one.Browser, two.Browser);

            await AtOnceAsync(
                () => one.Browser.SendFormAsync(RoleOf(two.Agent), ("role", "agent")),
                () => two.Browser.SendFormAsync(RoleOf(one.Agent), ("role", "supervisor")));

            Assert.That(await AdminsAsync(tenant), Is.EqualTo(1), $"time {time}");
            await PromoteAsync(tenant);
        }
    }

    [Test]
    public async Task Of_an_admin_who_leaves_and_one_who_is_demoted_meanwhile_one_stays_admin([Values("role", "deactivation")] string how)
    {
        var (tenant, one, two) = await TwoAdminsAsync();
        using var tab = one.Browser.OpenTab();
        for (var time = 0; time < Times; time++)
        {
            // Whoever was put out in the round before has been signed out.
            await StayInAsync(one);
            await StayInAsync(two);
            await OpenAsync("/settings/people", one.Browser, tab, two.Browser);

            // The first gives up the role and in another tab takes it from the second; the second puts the first out.
            await AtOnceAsync(
                () => one.Browser.SendFormAsync(RoleOf(one.Agent), ("role", "agent")),
                () => tab.SendFormAsync($"/settings/people/{two.Agent.Id}/{how}", ("role", "agent")),
                () => two.Browser.SendFormAsync($"/settings/people/{one.Agent.Id}/deactivation"));

            Assert.That(await AdminsAsync(tenant), Is.EqualTo(1), $"time {time}");
            await PromoteAsync(tenant);
        }
    }

    [Test]
    public async Task A_token_that_its_owner_and_an_admin_revoke_is_revoked_once()
    {
        var (tenant, one, two) = await TwoAdminsAsync();
        var (agent, browser) = await App.HireWithBrowserAsync(tenant);
        using var theirs = browser;
        using var tab = browser.OpenTab();
        for (var time = 0; time < Times; time++)
        {
            var (token, id) = await TokenAsync(tenant, agent);
            await OpenAsync("/me/api-tokens", browser, tab);
            await OpenAsync("/settings/people", one.Browser, two.Browser);

            await AtOnceAsync(
                () => browser.SendFormAsync($"/me/api-tokens/{id}/revocation"),
                () => tab.SendFormAsync($"/me/api-tokens/{id}/revocation"),
                () => one.Browser.SendFormAsync($"/settings/people/{agent.Id}/api-tokens/revocation"),
                () => two.Browser.SendFormAsync($"/settings/people/{agent.Id}/api-tokens/revocation"));

            using var api = App.CreateClient(token);
            Assert.That((int)(await api.GetAsync("api/v1/calls")).StatusCode, Is.EqualTo(401));
        }

        // The first time an admin takes the token that its owner has signed in with as well.
        var told = await AuditedAsync(tenant, AuditAction.ApiTokenRevoked, AuditAction.ApiTokensRevoked);
        Assert.That(told, Has.Count.InRange(Times, Times + 1));
    }

    [Test]
    public async Task An_invitation_that_two_revoke_is_revoked_once()
    {
        var (tenant, one, two) = await TwoAdminsAsync();
        for (var time = 0; time < Times; time++)
        {
            var (id, _) = await InviteAsync(tenant, one.Agent, Email());
            await OpenAsync("/settings/people", one.Browser, two.Browser);

            await AtOnceAsync(
                () => one.Browser.SendFormAsync($"/settings/people/invitations/{id}/revocation"),
                () => two.Browser.SendFormAsync($"/settings/people/invitations/{id}/revocation"));
        }

        Assert.That(await AuditedAsync(tenant, AuditAction.InvitationRevoked), Has.Count.EqualTo(Times));
    }

    [Test]
    public async Task An_invitation_that_is_revoked_while_it_is_accepted_is_one_of_both()
    {
        var (tenant, one, two) = await TwoAdminsAsync();
        two.Browser.Dispose();
        for (var time = 0; time < Times; time++)
        {
            var (email, theirs) = (Email(), App.OpenBrowser());
            using var _ = theirs;
            var (id, token) = await InviteAsync(tenant, one.Agent, email);
            await theirs.OpenAsync($"/invitation?token={token}");
            await OpenAsync("/settings/people", one.Browser);

            await AtOnceAsync(
                () => theirs.SendFormAsync("/invitation", ("Name", "Nina"), ("Password", Password)),
                () => one.Browser.SendFormAsync($"/settings/people/invitations/{id}/revocation"));

            await using var scope = App.Enter(tenant.Id, out var db);
            var kept = await db.Set<Invitation>().AsNoTracking().SingleAsync(one => one.Id == new InvitationId(id));
            Assert.That(kept.AcceptedAt is null, Is.Not.EqualTo(kept.RevokedAt is null), "either or");
            Assert.That(await db.Users.CountAsync(user => user.Email == email), Is.EqualTo(kept.AcceptedAt is null ? 0 : 1));
        }
    }

    [Test]
    public async Task An_invitation_that_is_accepted_twice_makes_one_member([Values] bool isKnown)
    {
        var (tenant, one, two) = await TwoAdminsAsync();
        two.Browser.Dispose();
        var times = isKnown ? TimesWithSignIn : Times;
        for (var time = 0; time < times; time++)
        {
            var (known, theirs) = isKnown
                ? await App.HireWithBrowserAsync(await App.CreateOrganizationAsync())
                : (null, App.OpenBrowser());
            using var _ = theirs;
            using var tab = isKnown ? theirs.OpenTab() : App.OpenBrowser();
            var email = known?.Email ?? Email();
            var (_, token) = await InviteAsync(tenant, one.Agent, email);
            await OpenAsync($"/invitation?token={token}", theirs, tab);
            (string, string)[] typed = isKnown ? [] : [("Name", "Nina"), ("Password", Password)];

            await AtOnceAsync(() => theirs.SendFormAsync("/invitation", typed), () => tab.SendFormAsync("/invitation", typed));

            await using var scope = App.Enter(tenant.Id, out var db);
            var person = new UserId((await db.Users.SingleAsync(user => user.Email == email)).Id);
            Assert.That(await db.Set<Membership>().CountAsync(member => member.UserId == person), Is.EqualTo(1), $"time {time}");
        }

        Assert.That(await AuditedAsync(tenant, AuditAction.InvitationAccepted), Has.Count.EqualTo(times));
    }

    [Test]
    public async Task Two_sessions_of_a_person_that_end_each_other_are_over_and_the_person_signs_in_again()
    {
        var (tenant, one, two) = await TwoAdminsAsync();
        two.Browser.Dispose();
        for (var time = 0; time < TimesWithSignIn; time++)
        {
            using var first = await App.SignInAsync(one.Agent.Email);
            using var second = await App.SignInAsync(one.Agent.Email);
            await OpenAsync("/settings/my-security", first, second);

            await AtOnceAsync(
                () => first.SendFormAsync("/settings/my-security/other-sessions/end"),
                () => second.SendFormAsync("/settings/my-security/other-sessions/end"));

            var open = new[] { await first.OpenAsync("/contacts"), await second.OpenAsync("/contacts") };
            Assert.That(open.Count(page => page.Path == "/contacts"), Is.LessThanOrEqualTo(1), $"time {time}");
        }
    }

    [Test]
    public async Task Whoever_signs_out_in_two_tabs_at_once_has_signed_out_once()
    {
        var (tenant, one, two) = await TwoAdminsAsync();
        two.Browser.Dispose();
        for (var time = 0; time < TimesWithSignIn; time++)
        {
            using var first = await App.SignInAsync(one.Agent.Email);
            using var tab = first.OpenTab();
            await OpenAsync("/contacts", first, tab);

            await AtOnceAsync(() => first.SendFormAsync("/sign-out"), () => tab.SendFormAsync("/sign-out"));

            Assert.That((await first.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
        }

        Assert.That(await AuditedAsync(tenant, AuditAction.SignedOut), Has.Count.EqualTo(TimesWithSignIn));
    }

    [Test]
    public async Task An_admin_who_is_demoted_while_inviting_has_invited_or_is_refused()
    {
        var (tenant, one, two) = await TwoAdminsAsync();
        for (var time = 0; time < Times; time++)
        {
            var email = Email();
            await OpenAsync("/settings/people", one.Browser);
            await OpenAsync("/settings/people/invitations/new", two.Browser);

            var answers = await AtOnceAsync(
                () => one.Browser.SendFormAsync(RoleOf(two.Agent), ("role", "agent")),
                () => two.Browser.SendFormAsync("/settings/people/invitations", ("Name", "Nina"), ("Email", email), ("Role", "agent")));

            await using var scope = App.Enter(tenant.Id, out var db);
            Assert.That(
                await db.Set<Invitation>().CountAsync(invitation => invitation.Email == email),
                Is.EqualTo(answers[1] == 302 ? 1 : 0),
                $"answered {answers[1]}");
            Assert.That((await two.Browser.OpenAsync("/settings/people")).Status, Is.EqualTo(403), "from the next request on");
            await PromoteAsync(tenant);
        }
    }

    // All are on their way before the first is answered. Whatever the answer, it is one for people: done, refused, or led elsewhere.
    private static async Task<int[]> AtOnceAsync(params Func<Task<HttpResponseMessage>>[] requests)
    {
        var answers = await Task.WhenAll(requests.Select(request => Task.Run(request)));
        var statuses = answers.Select(answer => (int)answer.StatusCode).ToArray();
        Assert.That(statuses, Has.All.AnyOf(200, 302, 403, 404, 409, 410, 422));
        return statuses;
    }

    private static async Task OpenAsync(string path, params Browser[] browsers)
    {
        foreach (var browser in browsers)
        {
            Assert.That((await browser.OpenAsync(path)).Status, Is.EqualTo(200), path);
        }
    }

    private static async Task StayInAsync((Agent Agent, Browser Browser) who)
    {
        if ((await who.Browser.OpenAsync("/contacts")).Path.StartsWith("/sign-in", StringComparison.Ordinal))
        {
            await who.Browser.SignInAsync(who.Agent.Email);
        }
    }

    private static string RoleOf(Agent agent) => $"/settings/people/{agent.Id}/role";

    private static string Email() => $"at-once{Interlocked.Increment(ref invited)}@people.example";

    private static async Task<(Tenant Tenant, (Agent Agent, Browser Browser) One, (Agent Agent, Browser Browser) Two)> TwoAdminsAsync()
    {
        var tenant = await App.CreateOrganizationAsync("en");
        return (tenant, await App.HireWithBrowserAsync(tenant, Role.Admin), await App.HireWithBrowserAsync(tenant, Role.Admin));
    }

    private static async Task<int> AdminsAsync(Tenant tenant)
    {
        await using var scope = App.Enter(tenant.Id, out var db);
        return await db.Set<Membership>().CountAsync(member => member.Role == Role.Admin && member.DeactivatedAt == null);
    }

    /// <summary>All members are admins again, as if nothing had happened.</summary>
    private static async Task PromoteAsync(Tenant tenant)
    {
        await using var scope = App.Enter(tenant.Id, out var db);
        await db.Set<Membership>()
            .ExecuteUpdateAsync(member =>
                member.SetProperty(one => one.Role, Role.Admin).SetProperty(one => one.DeactivatedAt, (DateTimeOffset?)null));
        App.Services.GetRequiredService<SessionChecks>().ForgetAll();
    }

    private static async Task<(string Token, Guid Id)> TokenAsync(Tenant tenant, Agent agent)
    {
        await using var scope = App.Enter(tenant.Id, out var db);
        var member = await db.Set<Membership>().AsNoTracking().SingleAsync(one => one.Id == new MembershipId(agent.Id));
        var token = ApiToken.NewToken();
        var issued = ApiToken.Issue(member, token, DateTimeOffset.UtcNow);
        db.Add(issued);
        await db.SaveChangesAsync();
        return (token, issued.Id);
    }

    private static async Task<(Guid Id, string Token)> InviteAsync(Tenant tenant, Agent by, string email)
    {
        var (token, now) = (Invitation.NewToken(), DateTimeOffset.UtcNow);
        var invitation = Invitation.Send(tenant.Id, email, "Nina", Role.Agent, new MembershipId(by.Id), token, now);
        await App.StoreAsync(tenant.Id, invitation);
        return (invitation.Id.Value, token);
    }

    private static async Task<List<AuditEntry>> AuditedAsync(Tenant tenant, params AuditAction[] actions)
    {
        await using var scope = App.Enter(tenant.Id, out var db);
        return (await db.Set<AuditEntry>().AsNoTracking().ToListAsync()).Where(entry => actions.Contains(entry.Action)).ToList();
    }
}
