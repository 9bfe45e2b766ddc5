using System.Net.Http.Json;
using System.Text.Json;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>The page of the organization's numbers.</summary>
internal sealed class NumbersTests : WithStandIn
{
    private const string Path = "/settings/numbers";
    private const string Rio = "+552131230001";

    [Test]
    public async Task Numbers_are_imported_labelled_assigned_and_called_from()
    {
        var (tenant, _, browser) = await AdminAsync();
        using var _ = browser;
        var agent = await App.HireAsync(tenant);
        Lists(tenant, tenant.Number, Rio);
        var typed = await browser.OpenAsync(Path);
        Assert.That(typed.Lines("[data-number]"), Is.EqualTo(new[] { "(11) 3123-0000" }), "what was typed is shown until there is more");
        Assert.That(typed.All("[name=DefaultNumber]"), Is.Empty);

        var imported = await browser.SubmitAsync($"{Path}/imports");
        Assert.That(imported.Text, Does.Contain("Números na conta Twilio: 2. Novos: 2. Removidos: 0."));
        Assert.That(imported.All($"[data-number='{Rio}'] a").Count, Is.EqualTo(1));
        var edit = imported.All($"[data-number='{Rio}'] a").Single().GetAttribute("href")!;
        await browser.OpenAsync(edit);
        var saved = await browser.SubmitAsync(edit, ("Label", " Filial Rio "), ("Member", $"{agent.Id}"));
        var line = saved.Lines($"[data-number='{Rio}']").Single();
        Assert.That(line, Does.Contain("(21) 3123-0001").And.Contain("Filial Rio").And.Contain("Chamadas feitas por"));

        var account = await browser.OpenAsync("/settings/twilio-account");
        Assert.That(account.All("[name=Numbers]"), Is.Empty);
        Assert.That((await browser.SubmitAsync("/settings/twilio-account", ("Edge", "sao-paulo"))).Status, Is.EqualTo(200));
        Assert.That((await browser.OpenAsync(Path)).All("[data-number]"), Has.Count.EqualTo(2), "saving the account takes no number away");

        using var own = await agent.Api.PostAsJsonAsync("api/v1/calls", new { to = "+5511987650001" });
        Assert.That(await ValueOfAsync(own, "from"), Is.EqualTo(Rio));
    }

    [Test]
    public async Task The_rule_is_saved_and_a_call_may_choose_its_number()
    {
        var (tenant, _, browser) = await AdminAsync();
        using var _ = browser;
        var agent = await App.HireAsync(tenant);
        Lists(tenant, tenant.Number, Rio, "+14155550123");
        await browser.OpenAsync(Path);
        var imported = await browser.SubmitAsync($"{Path}/imports");
        var rio = imported.All("[name=DefaultNumber] option")
            .Single(option => option.TextContent.Contains("(21)", StringComparison.Ordinal)).GetAttribute("value")!;

        var saved = await browser.SubmitAsync($"{Path}/caller-id", ("DefaultNumber", rio), ("MatchesArea", "true"));
        Assert.That(saved.Lines($"[data-number='{Rio}']").Single(), Does.Contain("Padrão"));
        Assert.That(saved.All("[name=MatchesArea][checked]"), Is.Not.Empty);
        Assert.That((await browser.SubmitAsync($"{Path}/caller-id", ("DefaultNumber", "nonsense"))).Status, Is.EqualTo(404));

        using var foreign = await agent.Api.PostAsJsonAsync("api/v1/calls", new { to = "+5511987650001", from = "+551140000001" });
        Assert.That(((int)foreign.StatusCode, await ValueOfAsync(foreign, "code")), Is.EqualTo((422, "invalid-number")));
        using var chosen = await agent.Api.PostAsJsonAsync("api/v1/calls", new { to = "+5511987650001", from = "+1 415 555 0123" });
        Assert.That(await ValueOfAsync(chosen, "from"), Is.EqualTo("+14155550123"));
    }

    [Test]
    public async Task What_keeps_numbers_from_being_imported_is_said_and_nothing_is_changed()
    {
        var (tenant, _, browser) = await AdminAsync();
        using var _ = browser;
        Twilio.WhenAskedFor(
            "GET",
            $"{tenant.AccountSid}/IncomingPhoneNumbers",
            Answers.Error(401, 20003, "Authenticate"),
            Answers.Json(200, """{"incoming_phone_numbers": [], "next_page_uri": null}"""));
        await browser.OpenAsync(Path);

        var refused = await browser.SubmitAsync($"{Path}/imports");
        var none = await browser.SubmitAsync($"{Path}/imports");

        Assert.That(refused.Text, Does.Contain("Nada foi importado. As credenciais da Twilio"));
        Assert.That(refused.Lines("[data-number]"), Is.EqualTo(new[] { "(11) 3123-0000" }));
        Assert.That(none.Text, Does.Contain("não tem números que fazem chamadas"));
    }

    [Test]
    public async Task An_organization_without_account_or_numbers_is_told_what_to_do()
    {
        var (_, without) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync(withTwilio: false), Role.Admin);
        var (tenant, _, connected) = await AdminAsync();
        using var _ = without;
        using var __ = connected;

        Assert.That((await without.OpenAsync(Path)).Text, Does.Contain("Conecte primeiro a sua conta Twilio"));
        await connected.OpenAsync("/settings/twilio-account");
        Assert.That((await connected.SubmitAsync("/settings/twilio-account", ("Numbers", ""))).Status, Is.EqualTo(200));
        Assert.That((await connected.OpenAsync(Path)).Text, Does.Contain("Importe os números da sua conta Twilio."));
        Assert.That((await connected.OpenAsync("/settings/first-steps")).Text, Does.Contain("Nenhum número ainda. Importe da Twilio."));
    }

    [Test]
    public async Task Only_admins_see_and_change_numbers([Values(Role.Agent, Role.Supervisor)] Role role)
    {
        var (_, browser) = await App.HireWithBrowserAsync(role: role);
        using var _ = browser;
        Assert.That((await browser.OpenAsync(Path)).Status, Is.EqualTo(403));
        Assert.That((await browser.OpenAsync($"{Path}/{Guid.NewGuid()}")).Status, Is.EqualTo(403));
    }

    private static async Task<(Tenant Tenant, Agent Admin, Browser Browser)> AdminAsync()
    {
        var tenant = await App.CreateOrganizationAsync();
        var (admin, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        return (tenant, admin, browser);
    }

    private static async Task<string?> ValueOfAsync(HttpResponseMessage response, string name) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty(name).GetString();

    private static void Lists(Tenant tenant, params string[] numbers)
    {
        var capabilities = new { voice = true, sms = false };
        var listed = numbers.Select(
            (number, at) =>
                new
                {
                    sid = $"PN{at:x32}",
                    phone_number = number,
                    friendly_name = number,
                    capabilities,
                });
        var page = JsonSerializer.Serialize(new { incoming_phone_numbers = listed, next_page_uri = (string?)null });
        Twilio.WhenAskedFor("GET", $"{tenant.AccountSid}/IncomingPhoneNumbers", Answers.Json(200, page));
    }
}
