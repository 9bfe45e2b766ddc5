using System.Globalization;
using System.Net;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Identity;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Web.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CrmVoice.Web.Tests.Security;

/// <summary>A cookie that somebody copied is worth no more than what its person may still do. The clock is moved by the tests.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class SessionEndTests
{
    private static readonly TimeSpan aMinute = TimeSpan.FromMinutes(1);

    private static FakeTimeProvider clock = null!;
    private static TwilioStandIn twilio = null!;
    private static CrmVoiceApp app = null!;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        twilio = await TwilioStandIn.StartAsync();
        app = await CrmVoiceApp.StartAsync(twilio.Url, clock);
    }

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        await app.DisposeAsync();
        await twilio.DisposeAsync();
    }

    [TestCase("a changed password")]
    [TestCase("a lock-out")]
    [TestCase("a removed membership")]
    [TestCase("a deleted person")]
    public async Task Within_a_minute_a_session_ends_with(string what)
    {
        var (agent, browser) = await app.HireWithBrowserAsync();
        using var _ = browser;
        await using var hub = await ListenAsync(browser);
        await ChangeAsync(agent, what);

        clock.Advance(aMinute);

        Assert.That((await browser.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
        await Eventually.EventuallyAsync(() => hub.State == HubConnectionState.Disconnected, "the live connection is closed");
    }

    [Test]
    public async Task Within_a_minute_a_lowered_role_is_lower()
    {
        var (agent, browser) = await app.HireWithBrowserAsync(role: Role.Admin);
        using var _ = browser;
        Assert.That((await browser.OpenAsync("/settings/phones")).Status, Is.EqualTo(200));
        await InDatabaseAsync(
            agent,
            db =>
                db.Memberships.Where(member => member.Id == new MembershipId(agent.Id))
                    .ExecuteUpdateAsync(member => member.SetProperty(one => one.Role, Role.Agent)));

        clock.Advance(aMinute);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await browser.OpenAsync("/settings/phones")).Status, Is.EqualTo(403));
            Assert.That((await browser.OpenAsync("/contacts")).Status, Is.EqualTo(200));
        }
    }

    [Test]
    public async Task Signing_out_ends_the_session_at_once_for_every_copy_of_its_cookie()
    {
        var (_, browser) = await app.HireWithBrowserAsync();
        using var _ = browser;
        using var copy = Copy(browser);
        await using var hub = await ListenAsync(copy);
        await browser.OpenAsync("/contacts");

        await browser.SubmitAsync("/sign-out");

        Assert.That((await copy.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
        await Eventually.EventuallyAsync(() => hub.State == HubConnectionState.Disconnected, "the live connection is closed");
    }

    [Test]
    public async Task Other_sessions_of_the_same_person_go_on()
    {
        var (agent, browser) = await app.HireWithBrowserAsync();
        using var _ = browser;
        using var other = await app.SignInAsync(agent.Email);
        await browser.OpenAsync("/contacts");

        await browser.SubmitAsync("/sign-out");

        Assert.That((await other.OpenAsync("/contacts")).Path, Is.EqualTo("/contacts"));
    }

    [Test]
    public async Task Signing_in_as_somebody_else_ends_the_session_that_was_there()
    {
        var (first, other) = (await app.HireWithBrowserAsync(), await app.HireWithBrowserAsync());
        using var browser = app.OpenBrowser();
        using var tab = browser.OpenTab();
        await browser.OpenAsync("/sign-in");
        await tab.SignInAsync(first.Agent.Email);
        using var copy = Copy(tab);

        await browser.SubmitAsync("/sign-in", ("Email", other.Agent.Email), ("Password", CrmVoiceApp.DemoPassword));

        Assert.That((await copy.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
    }

    [Test]
    public async Task However_often_it_is_used_a_session_is_over_after_two_weeks()
    {
        var (_, browser) = await app.HireWithBrowserAsync();
        using var _ = browser;
        for (var day = 0; day < 13; day++)
        {
            clock.Advance(TimeSpan.FromDays(1));
            Assert.That((await browser.OpenAsync("/contacts")).Path, Is.EqualTo("/contacts"), $"day {day}");
        }

        clock.Advance(TimeSpan.FromDays(1) + aMinute);

        Assert.That((await browser.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
    }

    [Test]
    public async Task A_session_in_another_organization_is_the_same_session()
    {
        var (home, away) = (await app.CreateOrganizationAsync(), await app.CreateOrganizationAsync());
        var (_, browser) = await app.HireWithBrowserAsync(home, second: away);
        using var _ = browser;
        using var copy = Copy(browser);
        await browser.OpenAsync("/contacts");
        await browser.SubmitAsync("/organization", ("organizationId", $"{away.Id.Value}"));
        Assert.That((await browser.OpenAsync("/contacts")).Path, Is.EqualTo("/contacts"));

        await browser.SubmitAsync("/sign-out");

        Assert.That((await copy.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
    }

    [TestCase("its end")]
    [TestCase("being taken back")]
    [TestCase("a lock-out of its person")]
    public async Task A_token_of_the_API_stops_working_with(string what)
    {
        var (agent, browser) = await app.HireWithBrowserAsync();
        browser.Dispose();
        Assert.That((await agent.Api.GetAsync("api/v1/calls?limit=1")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var member = new MembershipId(agent.Id);
        await (
            what switch
            {
                "its end" => InDatabaseAsync(
                    agent,
                    db =>
                        db.ApiTokens.Where(token => token.MembershipId == member)
                            .ExecuteUpdateAsync(token => token.SetProperty(one => one.EndsAt, clock.GetUtcNow() + aMinute))),
                "being taken back" => InDatabaseAsync(
                    agent,
                    async db =>
                    {
                        (await db.ApiTokens.SingleAsync(token => token.MembershipId == member)).Revoke(clock.GetUtcNow());
                        return await db.SaveChangesAsync();
                    }),
                _ => ChangeAsync(agent, "a lock-out"),
            });

        clock.Advance(aMinute);

        Assert.That((await agent.Api.GetAsync("api/v1/calls?limit=1")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_token_made_on_the_page_stops_working_after_its_last_day()
    {
        var (_, browser) = await app.HireWithBrowserAsync();
        using var _ = browser;
        var last = DateOnly
            .FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo")).Date)
            .AddDays(1);
        await browser.OpenAsync("/me/api-tokens/new");
        var page = await browser.SubmitAsync("/me/api-tokens", ("Name", "CRM"), ("Lasts", "date"), ("EndsAt", last.ToString("O", CultureInfo.InvariantCulture)));
        using var api = app.CreateClient(page.All(".link-to-copy input").Single().GetAttribute("value")!);

        clock.Advance(TimeSpan.FromDays(1));
        Assert.That((await api.GetAsync("api/v1/calls?limit=1")).StatusCode, Is.EqualTo(HttpStatusCode.OK), "on its last day");
        clock.Advance(TimeSpan.FromDays(1));

        Assert.That((await api.GetAsync("api/v1/calls?limit=1")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private static async Task<int> ChangeAsync(Agent agent, string what)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        var user = (await users.FindByEmailAsync(agent.Email))!;
        switch (what)
        {
            case "a changed password":
                Assert.That((await users.ChangePasswordAsync(user, CrmVoiceApp.DemoPassword, "Another-password-1")).Succeeded);
                break;
            case "a lock-out":
                Assert.That((await users.SetLockoutEndDateAsync(user, DateTimeOffset.MaxValue)).Succeeded);
                break;
            case "a deleted person":
                Assert.That((await users.DeleteAsync(user)).Succeeded);
                break;
            default:
                await InDatabaseAsync(
                    agent,
                    db => db.ApiTokens.Where(token => token.MembershipId == new MembershipId(agent.Id)).ExecuteDeleteAsync());
                await InDatabaseAsync(
                    agent,
                    db => db.Memberships.Where(member => member.Id == new MembershipId(agent.Id)).ExecuteDeleteAsync());
                break;
        }

        return 0;
    }

    private static async Task<int> InDatabaseAsync(Agent agent, Func<CrmVoiceDbContext, Task<int>> work)
    {
        await using var scope = app.Enter(agent.Tenant.Id, out var db);
        return await work(db);
    }

    private static Browser Copy(Browser browser)
    {
        var copy = app.OpenBrowser();
        foreach (Cookie cookie in browser.Cookies.GetAllCookies())
        {
            copy.Cookies.Add(cookie);
        }

        return copy;
    }

    private static async Task<HubConnection> ListenAsync(Browser browser)
    {
        var hub = new HubConnectionBuilder().WithUrl($"{app.Url}/hubs/calls", options => options.Cookies = browser.Cookies).Build();
        await hub.StartAsync();
        return hub;
    }
}
