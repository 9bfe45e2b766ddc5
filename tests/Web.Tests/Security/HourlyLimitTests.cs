using System.Net;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure;
using CrmVoice.Web.Security;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Web.Tests.Security;

/// <summary>
/// Tokens, invitations, password links and organizations: how often an hour somebody may make them, and everybody in an organization.
/// </summary>
internal sealed class HourlyLimitTests : WithStandIn
{
    private static readonly (string Page, string Action, HourlyLimit Limit, (string, string)[] Typed)[] forms =
    [
        ("/me/api-tokens/new", "/me/api-tokens", HourlyLimit.ApiTokens, [("Name", "Payroll")]),
        (
            "/settings/people/invitations/new",
            "/settings/people/invitations",
            HourlyLimit.Invitations,
            [("Name", "Nina"), ("Email", "nina.limited@people.example"), ("Role", "agent")]),
        (
            "/installation/organizations/new",
            "/installation/organizations",
            HourlyLimit.Organizations,
            [("Name", "Limited"), ("AdminName", "Nina"), ("AdminEmail", "nina.limited@people.example")]),
    ];

    [Test]
    public async Task Who_has_made_as_many_as_one_may_waits_and_is_told_until_when(
        [Values(0, 1, 2)] int form,
        [Values("en", "pt-BR")] string language,
        [Values] bool isOthersDoing)
    {
        var (page, action, limit, typed) = forms[form];
        var (tenant, me, browser) = await AdminAsync(language);
        using var _ = browser;
        var anHourAgo = DateTimeOffset.UtcNow - HourlyLimit.Window;
        await DoneAsync(
            tenant,
            isOthersDoing ? Guid.NewGuid() : me,
            limit.Actions[^1],
            isOthersDoing ? limit.InOrganization : limit.ByMember,
            anHourAgo.AddMinutes(10));
        // What is older than an hour does not count.
        await DoneAsync(tenant, me, limit.Actions[0], 500, anHourAgo.AddMinutes(-1));
        await browser.OpenAsync(page);

        using var answer = await browser.SendFormAsync(action, typed);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(answer.Headers.RetryAfter?.Delta, Is.InRange(TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10)));
        Assert.That(
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()),
            Does.Contain(language is "en" ? "done this too often in the past hour" : "vezes demais na última hora"));
    }

    [Test]
    public async Task One_less_than_that_is_let_through([Values(0, 1, 2)] int form)
    {
        var (page, action, limit, typed) = forms[form];
        var (tenant, me, browser) = await AdminAsync("en");
        using var _ = browser;
        var justNow = DateTimeOffset.UtcNow.AddMinutes(-1);
        await DoneAsync(tenant, me, limit.Actions[0], limit.ByMember - 1, justNow);
        await DoneAsync(tenant, Guid.NewGuid(), limit.Actions[0], limit.InOrganization - limit.ByMember, justNow);
        // What is older than an hour, or was done in another organization, does not count.
        await DoneAsync(tenant, me, limit.Actions[0], 500, justNow - HourlyLimit.Window);
        await DoneAsync(await App.CreateOrganizationAsync(), me, limit.Actions[0], 500, justNow);
        await browser.OpenAsync(page);
        var fields = typed.Select(field =>
            (field.Item1, field.Item2 is "Limited" ? $"Limited {me}" : field.Item2.Replace("nina", $"n{me:N}", StringComparison.Ordinal)));

        var made = await browser.SubmitAsync(action, [.. fields]);

        Assert.That((made.Status, made.All(".link-to-copy").Count), Is.EqualTo((200, 1)), made.Text);
    }

    [Test]
    public async Task Links_that_are_made_by_one_press_are_limited_as_well()
    {
        var (tenant, me, browser) = await AdminAsync("en");
        using var _ = browser;
        var (member, theirs) = await App.HireWithBrowserAsync(tenant);
        theirs.Dispose();
        var invitation = Invitation.Send(
            tenant.Id,
            "invited.limited@people.example",
            "Invited",
            Role.Agent,
            new MembershipId(me),
            Invitation.NewToken(),
            DateTimeOffset.UtcNow);
        await App.StoreAsync(tenant.Id, invitation);
        await DoneAsync(tenant, me, AuditAction.PasswordLinkMade, HourlyLimit.PasswordLinks.ByMember, DateTimeOffset.UtcNow.AddMinutes(-1));
        await DoneAsync(tenant, me, AuditAction.MemberInvited, HourlyLimit.Invitations.ByMember, DateTimeOffset.UtcNow.AddMinutes(-1));

        foreach (var action in new[]
            {
                $"/settings/people/{member.Id}/password-links", $"/settings/people/invitations/{invitation.Id.Value}/links",
            })
        {
            await browser.OpenAsync("/settings/people");
            var refused = await browser.SubmitAsync(action);
            Assert.That(
                (refused.Path, refused.All(".link-to-copy").Count, refused.Text.Contains("too often", StringComparison.Ordinal)),
                Is.EqualTo(("/settings/people", 0, true)),
                action);
        }

        await using var scope = App.Enter(tenant.Id, out var db);
        var kept = await db.Set<Invitation>().SingleAsync();
        Assert.That(kept.TokenHash, Is.EqualTo(invitation.TokenHash), "the link that was sent still works");
    }

    private static async Task<(Tenant Tenant, Guid Me, Browser Browser)> AdminAsync(string language)
    {
        var tenant = await App.CreateOrganizationAsync(language);
        var (agent, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        await App.Services.GrantInstallationAdminAsync(agent.Email);
        App.Services.GetRequiredService<SessionChecks>().ForgetAll();
        return (tenant, agent.Id, browser);
    }

    private static Task DoneAsync(Tenant tenant, Guid member, AuditAction action, int times, DateTimeOffset at) => App.StoreAsync(
        tenant.Id,
        [
            .. Enumerable
                .Range(0, times)
                .Select(_ =>
                    AuditEntry.Write(
                        tenant.Id,
                        at,
                        new MembershipId(member),
                        action,
                        AuditedKind.Invitation,
                        Guid.NewGuid(),
                        address: null,
                        [])),
        ]);
}
