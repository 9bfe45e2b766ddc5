using System.Net;
using System.Net.Http.Json;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>Tokens that people make for their programs, from the page to the API.</summary>
internal sealed class ApiTokenTests : WithStandIn
{
    private const string Path = "/me/api-tokens";

    [TestCase("en", "Full access", "Never used")]
    [TestCase("pt-BR", "Acesso total", "Nunca usado")]
    public async Task A_token_is_shown_once_and_does_on_the_API_what_its_owner_may(string language, string scope, string unused)
    {
        var (agent, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync(language));
        using var _ = browser;

        var (token, page) = await CreateAsync(browser, ApiTokenScope.Full, "Payroll");

        Assert.That(token, Does.Match("^cv_[A-Za-z0-9_-]{43}$"));
        Assert.That(page.Language, Is.EqualTo(language));
        Assert.That(page.Lines("[data-token]")[0], Does.Contain("Payroll").And.Contain(scope).And.Contain(token[^4..]).And.Contain(unused));
        var again = await browser.OpenAsync(Path);
        Assert.That((again.All(".link-to-copy").Count, again.Html.Contains(token, StringComparison.Ordinal)), Is.EqualTo((0, false)));
        using var api = App.CreateClient(token);
        using var call = await api.PostAsJsonAsync("api/v1/calls", new { to = "+5511987650001" });
        Assert.That(call.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((await call.Content.ReadFromJsonAsync<CallBody>())!.Agent.Id, Is.EqualTo(agent.Id));
    }

    [Test]
    public async Task A_token_that_may_only_read_changes_nothing()
    {
        var (agent, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync());
        using var _ = browser;
        var (token, _) = await CreateAsync(browser, ApiTokenScope.Read);
        var placed = await agent.PlaceAsync("+5511987650001");
        using var api = App.CreateClient(token);
        api.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");

        Assert.That((await api.GetAsync($"api/v1/calls/{placed.Id}")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await api.SendAsync(new(HttpMethod.Head, "api/v1/calls"))).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        foreach (var (method, path) in new[] { ("POST", "calls"), ("POST", $"calls/{placed.Id}/hangup"), ("PUT", $"calls/{placed.Id}/notes") }
        )
        {
            using var refused = await api.SendAsync(
                new(new HttpMethod(method), $"api/v1/{path}") { Content = JsonContent.Create(new { text = "x", to = "x" }) });
            var problem = await refused.Content.ReadFromJsonAsync<Dictionary<string, object>>();
            Assert.That(
                (refused.StatusCode, $"{problem!["code"]}", $"{problem["detail"]}"),
                Is.EqualTo((HttpStatusCode.Forbidden, "forbidden", "This token can only read. Use one with full access.")),
                path);
        }

        Assert.That((await agent.CallAsync(placed.Id)).HangupRequestedAt, Is.Null);
    }

    [Test]
    public async Task A_revoked_token_does_not_work_at_the_next_request_and_may_be_revoked_again()
    {
        var (_, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        using var _ = browser;
        using var other = browser.OpenTab();
        var (token, page) = await CreateAsync(browser, ApiTokenScope.Full);
        var revocation = $"{Path}/{page.All("[data-token]")[0].GetAttribute("data-token")}/revocation";
        await other.OpenAsync(Path);
        using var api = App.CreateClient(token);
        Assert.That((await api.GetAsync("api/v1/calls")).StatusCode, Is.EqualTo(HttpStatusCode.OK));

        var pages = await Task.WhenAll(browser.SubmitAsync(revocation), other.SubmitAsync(revocation));

        using var refused = await api.GetAsync("api/v1/calls");
        var problem = await refused.Content.ReadFromJsonAsync<Dictionary<string, object>>();
        Assert.That((refused.StatusCode, $"{problem!["code"]}"), Is.EqualTo((HttpStatusCode.Unauthorized, "unauthenticated")));
        Assert.That(pages.Select(answer => (answer.Status, answer.Path)), Is.All.EqualTo((200, Path)));
        Assert.That((await browser.OpenAsync(Path)).Lines("[data-token]")[0], Does.Contain("Revoked"));
    }

    [Test]
    public async Task An_admin_sees_how_many_tokens_somebody_has_and_revokes_all_of_them_and_a_stranger_none()
    {
        var tenant = await App.CreateOrganizationAsync("en");
        var (agent, browser) = await App.HireWithBrowserAsync(tenant);
        var (_, admin) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = browser;
        using var __ = admin;
        var (token, page) = await CreateAsync(browser, ApiTokenScope.Full);
        var id = page.All("[data-token]")[0].GetAttribute("data-token");

        var people = await admin.OpenAsync("/settings/people");
        Assert.That(people.Lines($"[data-person='{agent.Id}']").Single(), Does.Contain("2 API tokens"));
        using var foreign = new HttpRequestMessage(HttpMethod.Post, $"{Path}/{id}/revocation");
        foreign.Content = new FormUrlEncodedContent([
            new("__RequestVerificationToken", people.FieldsOf("/sign-out")["__RequestVerificationToken"]),
        ]);
        Assert.That((int)(await admin.SendAsync(foreign)).StatusCode, Is.EqualTo(404), "it is the agent's own");
        using var api = App.CreateClient(token);
        Assert.That((await api.GetAsync("api/v1/calls")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var revoked = await admin.SubmitAsync($"/settings/people/{agent.Id}/api-tokens/revocation");

        Assert.That(revoked.Lines($"[data-person='{agent.Id}']").Single(), Does.Not.Contain("API token"));
        Assert.That((await api.GetAsync("api/v1/calls")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await agent.Api.GetAsync("api/v1/calls")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase("", "30", "", "#name-error", "fill this in")]
    [TestCase("CRM", "date", "", "#ends-error", "fill this in")]
    [TestCase("CRM", "date", "2020-01-01", "#ends-error", "Choose a day from today")]
    [TestCase("CRM", "date", "2999-01-01", "#ends-error", "Choose a day from today")]
    [TestCase("CRM", "31", "", "#ends-error", "fill this in")]
    public async Task What_is_no_token_is_explained_beside_its_field(string name, string lasts, string endsAt, string field, string why)
    {
        var (_, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        using var _ = browser;
        await browser.OpenAsync($"{Path}/new");

        var page = await browser.SubmitAsync(Path, ("Name", name), ("Lasts", lasts), ("EndsAt", endsAt));

        Assert.That(page.Status, Is.EqualTo(422));
        Assert.That(page.Lines(field).Single(), Does.Contain(why));
    }

    private static async Task<(string Token, Page Page)> CreateAsync(Browser browser, ApiTokenScope scope, string name = "CRM")
    {
        await browser.OpenAsync($"{Path}/new");
        var page = await browser.SubmitAsync(Path, ("Name", name), ("Scope", Kebab.Of(scope)), ("Lasts", "30"));
        Assert.That((page.Status, page.Path), Is.EqualTo((200, Path)), page.Text);
        var token = page.All(".link-to-copy input").Single().GetAttribute("value")!;
        App.Log.KeepsQuietAbout(token);
        return (token, page);
    }
}
