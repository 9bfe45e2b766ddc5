using System.Net;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;
using Microsoft.AspNetCore.SignalR.Client;

namespace CrmVoice.Web.Tests.Security;

/// <summary>
/// What an admin takes away is gone at the next request, on pages, over the API and on live connections. No clock is moved.
/// </summary>
internal sealed class AccessChangeTests : WithStandIn
{
    [Test]
    public async Task Who_is_deactivated_is_out_at_the_next_request_and_the_history_stays()
    {
        var (tenant, admin) = await AdminAsync();
        using var _ = admin;
        var (agent, browser) = await App.HireWithBrowserAsync(tenant);
        using var theirs = browser;
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await call.SayAsync(call.Agent("ringing", 2), call.Agent("busy", 3));
        await using var hub = await ListenAsync(browser);
        Assert.That((await browser.OpenAsync("/contacts")).Path, Is.EqualTo("/contacts"));
        Assert.That((await agent.Api.GetAsync("api/v1/calls?limit=1")).StatusCode, Is.EqualTo(HttpStatusCode.OK));

        await admin.OpenAsync("/settings/people");
        await admin.SubmitAsync($"/settings/people/{agent.Id}/deactivation");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await browser.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
            Assert.That((await agent.Api.GetAsync("api/v1/calls?limit=1")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That((await browser.SignInAsync(agent.Email)).Path, Is.EqualTo("/sign-in"));
            Assert.That((await admin.OpenAsync($"/calls/{call.Id}")).Text, Does.Contain(agent.Name));
        }

        await Eventually.EventuallyAsync(() => hub.State == HubConnectionState.Disconnected, "the live connection is closed");
        await admin.OpenAsync("/settings/people");
        await admin.SubmitAsync($"/settings/people/{agent.Id}/reactivation");
        Assert.That((await browser.SignInAsync(agent.Email)).Path, Is.EqualTo("/contacts"));
        Assert.That((await agent.Api.GetAsync("api/v1/calls?limit=1")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Who_is_deactivated_in_one_organization_goes_on_in_the_other()
    {
        var (tenant, admin) = await AdminAsync();
        using var _ = admin;
        var (agent, browser) = await App.HireWithBrowserAsync(tenant, second: await App.CreateOrganizationAsync());
        using var theirs = browser;
        await admin.OpenAsync("/settings/people");

        await admin.SubmitAsync($"/settings/people/{agent.Id}/deactivation");

        var page = await browser.SignInAsync(agent.Email);
        Assert.That(
            (page.Path, page.All("button[name=organizationId]").Count),
            Is.EqualTo(("/contacts", 0)),
            "one is left, so nothing is chosen");
    }

    [Test]
    public async Task A_role_that_is_taken_away_is_gone_at_the_next_request()
    {
        var (tenant, admin) = await AdminAsync();
        using var _ = admin;
        var (supervisor, browser) = await App.HireWithBrowserAsync(tenant, Role.Supervisor);
        using var theirs = browser;
        var call = (await (await App.HireAsync(tenant)).PlaceAsync("+5511987650001")).Id;
        await using var hub = await ListenAsync(browser);
        Assert.That((await browser.OpenAsync("/settings/webhooks")).Status, Is.EqualTo(200));
        Assert.That((await supervisor.Api.GetAsync($"api/v1/calls/{call}/timeline")).StatusCode, Is.EqualTo(HttpStatusCode.OK));

        await admin.OpenAsync("/settings/people");
        await admin.SubmitAsync($"/settings/people/{supervisor.Id}/role", ("role", "agent"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await browser.OpenAsync("/settings/webhooks")).Status, Is.EqualTo(403));
            Assert.That((await browser.OpenAsync("/contacts")).Status, Is.EqualTo(200));
            Assert.That((await supervisor.Api.GetAsync($"api/v1/calls/{call}/timeline")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        }

        await Eventually.EventuallyAsync(() => hub.State == HubConnectionState.Disconnected, "what it was connected as is over");
    }

    [Test]
    public async Task A_new_password_ends_sessions_at_the_next_request()
    {
        var (tenant, admin) = await AdminAsync();
        using var _ = admin;
        var (agent, browser) = await App.HireWithBrowserAsync(tenant);
        using var theirs = browser;
        await browser.OpenAsync("/contacts");
        await admin.OpenAsync("/settings/people");
        var made = await admin.SubmitAsync($"/settings/people/{agent.Id}/password-links");
        using var elsewhere = App.OpenBrowser();
        await elsewhere.OpenAsync(made.All(".link-to-copy input").Single().GetAttribute("value")![App.Url.Length..]);

        await elsewhere.SubmitAsync("/choose-password", ("Password", "três gatos no telhado"));

        Assert.That((await browser.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
    }

    [TestCase("role", "en", "An organization needs at least one administrator.")]
    [TestCase("deactivation", "pt-BR", "A organização precisa de alguém na administração.")]
    public async Task The_last_admin_stays_one(string what, string language, string reason)
    {
        var tenant = await App.CreateOrganizationAsync(language);
        var (me, admin) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = admin;
        await admin.OpenAsync("/settings/people");

        var refused = await admin.SubmitAsync($"/settings/people/{me.Id}/{what}", ("role", "agent"));

        Assert.That(
            (refused.Status, refused.Path, refused.Text.Contains(reason, StringComparison.Ordinal)),
            Is.EqualTo((200, "/settings/people", true)),
            refused.Text);
    }

    [Test]
    public async Task An_admin_who_gives_up_the_role_while_there_is_another_is_led_elsewhere()
    {
        var (tenant, other) = await AdminAsync();
        other.Dispose();
        var (me, admin) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = admin;
        await admin.OpenAsync("/settings/people");

        Assert.That((await admin.SubmitAsync($"/settings/people/{me.Id}/role", ("role", "agent"))).Path, Is.EqualTo("/contacts"));
        Assert.That((await admin.OpenAsync("/settings/people")).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Of_two_admins_who_change_the_same_role_the_second_is_told()
    {
        var (tenant, one) = await AdminAsync();
        using var _ = one;
        using var two = (await App.HireWithBrowserAsync(tenant, Role.Admin)).Browser;
        var agent = await App.HireAsync(tenant);
        await one.OpenAsync("/settings/people");
        await two.OpenAsync("/settings/people");
        await one.SubmitAsync($"/settings/people/{agent.Id}/role", ("role", "supervisor"));

        var late = await two.SubmitAsync($"/settings/people/{agent.Id}/role", ("role", "admin"));

        Assert.That(late.All($"[data-person='{agent.Id}'] option[selected]").Single().GetAttribute("value"), Is.EqualTo("supervisor"));
        Assert.That(late.Text, Does.Contain("This was changed elsewhere at the same time."));
    }

    private static async Task<(Tenant Tenant, Browser Browser)> AdminAsync()
    {
        var tenant = await App.CreateOrganizationAsync("en");
        return (tenant, (await App.HireWithBrowserAsync(tenant, Role.Admin)).Browser);
    }

    private static async Task<HubConnection> ListenAsync(Browser browser)
    {
        var hub = new HubConnectionBuilder().WithUrl($"{App.Url}/hubs/calls", options => options.Cookies = browser.Cookies).Build();
        await hub.StartAsync();
        return hub;
    }
}
