using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>The way to the first call, without JavaScript.</summary>
internal sealed class FirstStepsTests : WithStandIn
{
    private const string Path = "/settings/first-steps";
    private const string Sid = "CA0000000000000000000000000000beef";

    [Test]
    public async Task An_admin_is_led_there_until_all_is_done_and_sees_on_the_contacts_what_comes_next()
    {
        var (_, browser) = await App.HireWithBrowserAsync(
            await App.CreateOrganizationAsync(withTwilio: false),
            Role.Admin,
            withPhone: false);
        using var _ = browser;

        Assert.That((await browser.OpenAsync("/settings")).Path, Is.EqualTo(Path));
        Assert.That((await browser.OpenAsync("/contacts")).Text, Does.Contain("0 de 4 concluídos. Próximo: Conta Twilio"));
        Assert.That(
            (await browser.OpenAsync(Path)).All("[data-step=account][aria-current=step] a[href='/settings/twilio-account']"),
            Is.Not.Empty);
    }

    [Test]
    public async Task A_call_that_is_answered_ticks_the_last_step()
    {
        var (tenant, admin, browser) = await ConnectedAsync();
        using var _ = browser;
        Twilio.WhenCalling(admin.Phone, Answers.Created(Sid));
        Twilio.WhenAskedFor("GET", $"/Calls/{Sid}.json", Answers.Json(200, CallAs("ringing")), Answers.Json(200, CallAs("in-progress")));
        await browser.OpenAsync(Path);

        var placed = await browser.SubmitAsync("/settings/test-calls");
        Assert.That(
            (await Twilio.CreateOfAsync(admin.Phone)).Form("Twiml").Single(),
            Does.Contain("Seu telefone está pronto para as chamadas."));
        Assert.That(placed.Text, Does.Contain("Seu telefone está tocando. Atenda."));

        var ringing = await browser.SubmitAsync("/settings/test-calls/updates");
        Assert.That(ringing.Text, Does.Contain("Seu telefone está tocando. Atenda."));

        var answered = await browser.SubmitAsync("/settings/test-calls/updates");
        Assert.That(answered.Text, Does.Contain("Tudo pronto: já é possível ligar."));
        Assert.That((await browser.OpenAsync("/settings")).Path, Is.EqualTo("/settings/my-phone"));
        Assert.That((await browser.OpenAsync("/contacts")).All(".first-steps-card"), Is.Empty);

        string CallAs(string status) => BodyOf(Sid, status, admin, tenant);
    }

    [Test]
    public async Task A_page_with_scripts_is_drawn_anew_once_the_call_is_answered()
    {
        const string Answered = "CA0000000000000000000000000000babe";
        var (tenant, admin, browser) = await ConnectedAsync();
        using var _ = browser;
        Twilio.WhenCalling(admin.Phone, Answers.Created(Answered));
        Twilio.WhenAskedFor("GET", $"/Calls/{Answered}.json", Answers.Json(200, BodyOf(Answered, "in-progress", admin, tenant)));
        await browser.OpenAsync(Path);
        await browser.SubmitAsync("/settings/test-calls");

        using var answer = await browser.SendAsHtmxAsync("/settings/test-calls/updates");

        Assert.That(((int)answer.StatusCode, answer.Headers.GetValues("HX-Refresh").Single()), Is.EqualTo((204, "true")));
    }

    [Test]
    public async Task A_call_that_nobody_answers_is_told_and_may_be_placed_again()
    {
        const string Unanswered = "CA0000000000000000000000000000dead";
        var (tenant, admin, browser) = await ConnectedAsync();
        using var _ = browser;
        Twilio.WhenCalling(admin.Phone, Answers.Created(Unanswered));
        Twilio.WhenAskedFor("GET", $"/Calls/{Unanswered}.json", Answers.Json(200, BodyOf(Unanswered, "no-answer", admin, tenant)));
        await browser.OpenAsync(Path);
        await browser.SubmitAsync("/settings/test-calls");

        var page = await browser.SubmitAsync("/settings/test-calls/updates");

        Assert.That(page.Text, Does.Contain("Ninguém atendeu.").And.Contain("Ligar para o meu telefone"));
    }

    [Test]
    public async Task Agents_and_supervisors_see_nothing_of_it([Values(Role.Agent, Role.Supervisor)] Role role)
    {
        var (_, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync(withTwilio: false), role, withPhone: false);
        using var _ = browser;

        Assert.That((await browser.OpenAsync("/settings")).Path, Is.EqualTo("/settings/my-phone"));
        Assert.That((await browser.OpenAsync("/contacts")).Html, Does.Not.Contain("first-steps"));
        Assert.That((await browser.OpenAsync(Path)).Status, Is.EqualTo(403));
    }

    private static string BodyOf(string sid, string status, Agent admin, Tenant tenant) =>
        $$"""
            {
              "sid": "{{sid}}", "parent_call_sid": null, "status": "{{status}}", "direction": "outbound-api", "to": "{{admin.Phone}}", "from": "{{tenant.Number}}"
            }
            """;

    private static async Task<(Tenant Tenant, Agent Admin, Browser Browser)> ConnectedAsync()
    {
        var tenant = await App.CreateOrganizationAsync();
        Twilio.WhenAskedFor(
            "GET",
            $"{tenant.AccountSid}/IncomingPhoneNumbers",
            Answers.Json(200, $$"""{"incoming_phone_numbers": [{"phone_number": "{{tenant.Number}}"}], "next_page_uri": null}"""));
        var (admin, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        await browser.OpenAsync("/settings/twilio-account");
        var tested = await browser.SubmitAsync("/settings/twilio-account/connection-tests");
        Assert.That(
            tested.Text,
            Does.Contain("A Twilio aceitou as credenciais.").And.Contain("3 de 4 concluídos. Próximo: Chamada de teste"));
        return (tenant, admin, browser);
    }
}
