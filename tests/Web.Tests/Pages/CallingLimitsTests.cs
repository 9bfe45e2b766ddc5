using System.Net.Http.Json;
using System.Text.Json;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Contacts;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>Where an organization may call, and how much: what admins set, and what people and programs are told of it.</summary>
internal sealed class CallingLimitsTests : WithStandIn
{
    private const string Path = "/settings/calling-limits";

    [Test]
    public async Task What_is_saved_holds_for_the_next_call_and_stands_first_on_the_page()
    {
        var (tenant, browser) = await AdminAsync();
        using var _ = browser;
        var agent = await App.HireAsync(tenant);
        var page = await browser.OpenAsync(Path);
        Assert.That(page.Lines("[data-box]")[0], Is.EqualTo("Brasil (seu próprio país, sempre permitido)"));
        Assert.That((await PostAsync(agent, "+351912345678")).Status, Is.EqualTo(403));
        var portugal = page.All("[data-box]:has([value=PT]) [type=checkbox]").Single().GetAttribute("name")!;

        var saved = await browser.SubmitAsync(
            Path, (portugal, "true"), ("BlockedPrefixes", "+55 (21)\n+1-900, +881"), ("CallsPerDay", "7"), ("MinutesPerDay", ""));

        Assert.That(saved.Text, Does.Contain("Limites de chamadas salvos"));
        Assert.That(saved.Lines("[data-box]")[1], Is.EqualTo("Portugal"));
        Assert.That(saved.FieldsOf(Path)["BlockedPrefixes"].ReplaceLineEndings("\n"), Is.EqualTo("+1900\n+5521\n+881"));
        Assert.That((await PostAsync(agent, "+5521976543210")).Code, Is.EqualTo("blocked-prefix"));
        Assert.That((await PostAsync(agent, "+351912345678")).Status, Is.EqualTo(201));
        Assert.That((await browser.OpenAsync(Path)).Lines(".limit-use"), Does.Contain("1 de 7 hoje").And.Contain("0 hoje, sem limite"));
    }

    [Test]
    public async Task Whoever_blocks_the_own_country_is_asked_whether_that_is_meant()
    {
        var (_, browser) = await AdminAsync();
        using var _ = browser;
        await browser.OpenAsync(Path);

        var asked = await browser.SubmitAsync(Path, ("BlockedPrefixes", "+55"));

        Assert.That(asked.Status, Is.EqualTo(422));
        Assert.That(asked.Text, Does.Contain("Isso bloqueia todos os números do seu próprio país."));
        Assert.That((await browser.SubmitAsync(Path, ("BlocksOwnCountry", "true"))).Status, Is.EqualTo(200));
    }

    [TestCase("BlockedPrefixes", "call me")]
    [TestCase("CallsPerAgentPerMinute", "0")]
    [TestCase("CallsPerDay", "many")]
    [TestCase("MinutesPerDay", "-1")]
    public async Task What_cannot_be_saved_is_explained_beside_its_field(string field, string value)
    {
        var (_, browser) = await AdminAsync();
        using var _ = browser;
        await browser.OpenAsync(Path);

        var page = await browser.SubmitAsync(Path, (field, value));

        Assert.That((page.Status, page.All($".input-validation-error[name={field}]").Count), Is.EqualTo((422, 1)));
    }

    [Test]
    public async Task A_button_that_may_not_call_says_so_and_leads_admins_to_the_settings()
    {
        var (tenant, admin) = await AdminAsync();
        var (_, agent) = await App.HireWithBrowserAsync(tenant);
        using var _ = admin;
        using var other = agent;
        var phone = PhoneNumber.Parse("+351912345678");
        var contact = Contact.Add(ContactId.New(), tenant.Id, "Rui Costa", company: null, email: null, phone, DateTimeOffset.UtcNow);
        await App.StoreAsync(tenant.Id, contact);

        var (seen, seenByAdmin) = (await agent.OpenAsync(Of(contact)), await admin.OpenAsync(Of(contact)));
        var list = await agent.OpenAsync("/contacts");
        var pressed = await Page.ReadAsync(await admin.SendAsHtmxAsync("/calls", ("To", "+351912345678")));

        Assert.That(seen.All(".call-form button[aria-disabled]"), Is.Not.Empty);
        Assert.That(seen.Lines(".why")[0], Does.Contain("para este destino não são permitidas na sua organização: Portugal."));
        Assert.That(list.Lines(".why")[0], Does.Contain("Não permitido: Portugal"));
        foreach (var page in new[] { seenByAdmin, pressed })
        {
            Assert.That(page.Text, Does.Contain("para este destino não são permitidas na sua organização: Portugal."));
            Assert.That(page.All($"a[href='{Path}']"), Is.Not.Empty);
        }

        Assert.That(seen.All($"a[href='{Path}']"), Is.Empty);

        static string Of(Contact contact) => $"/contacts/{contact.Id.Value}";
    }

    [Test]
    public async Task Once_the_day_is_used_up_buttons_say_so_before_they_are_pressed()
    {
        var tenant = await App.CreateOrganizationAsync();
        var (agent, browser) = await App.HireWithBrowserAsync(tenant);
        using var _ = browser;
        var contact = Contact.Add(
            ContactId.New(), tenant.Id, "Rui Costa", company: null, email: null, PhoneNumber.Parse("+5511987650001"), DateTimeOffset.UtcNow);
        await App.StoreAsync(tenant.Id, contact);
        await App.ChangeCallingLimitsAsync(tenant, new CallingLimits { CallsPerAgentPerDay = 1 });
        Assert.That((await browser.OpenAsync("/contacts")).All(".call-form button[aria-disabled]"), Is.Empty);
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await call.SayAsync(call.Agent("busy", 1));

        var (list, page) = (await browser.OpenAsync("/contacts"), await browser.OpenAsync($"/contacts/{contact.Id.Value}"));

        Assert.That(list.Lines(".why")[0], Does.Contain("Limite de hoje atingido"));
        Assert.That(page.All(".call-form button[aria-disabled]"), Is.Not.Empty);
        Assert.That(page.Lines(".why")[0], Does.Contain("Você já fez todas as chamadas permitidas para hoje."));
    }

    [Test]
    public async Task Programs_are_told_the_code_the_country_and_when_there_is_room_again()
    {
        var tenant = await App.CreateOrganizationAsync();
        var agent = await App.HireAsync(tenant);
        await App.ChangeCallingLimitsAsync(tenant, new CallingLimits { CallsPerAgentPerMinute = 1 });
        var country = await PostAsync(agent, "+12125550001");
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await call.SayAsync(call.Agent("busy", 1));

        using var response = await agent.Api.PostAsJsonAsync("api/v1/calls", new { to = "+5511987650001" });
        await App.ChangeCallingLimitsAsync(tenant, new CallingLimits { CallsPerDay = 1 });
        var budget = await PostAsync(agent, "+5511987650001");

        Assert.That((country.Status, country.Code), Is.EqualTo((403, "country-not-allowed")));
        Assert.That(country.Body.GetProperty("detail").GetString(), Does.Contain("to this destination: United States."));
        Assert.That((int)response.StatusCode, Is.EqualTo(429));
        Assert.That(response.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromMinutes(1)));
        Assert.That((budget.Status, budget.Code), Is.EqualTo((409, "budget-exhausted")));
        var now = DateTimeOffset.UtcNow;
        Assert.That(budget.Body.GetProperty("allowedFrom").GetDateTimeOffset(), Is.GreaterThan(now).And.LessThan(now.AddHours(25)));
    }

    private static async Task<(int Status, string? Code, JsonElement Body)> PostAsync(Agent agent, string to)
    {
        using var response = await agent.Api.PostAsJsonAsync("api/v1/calls", new { to });
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return ((int)response.StatusCode, body.TryGetProperty("code", out var code) ? code.GetString() : null, body);
    }

    private static async Task<(Tenant Tenant, Browser Browser)> AdminAsync()
    {
        var tenant = await App.CreateOrganizationAsync();
        var (_, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        return (tenant, browser);
    }
}
