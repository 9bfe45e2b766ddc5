using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Webhooks;

/// <summary>What is shown of webhooks that could not be taken into their call, and that somebody may have them tried again.</summary>
internal sealed class UnappliedWebhookTests : WithStandIn
{
    private const string Path = "/settings/webhooks";

    private Tenant tenant = null!;
    private TwilioCall call = null!;

    [SetUp]
    public async Task PlaceACall()
    {
        tenant = await App.CreateOrganizationAsync();
        call = await TwilioCall.PlaceAsync(App, Twilio, await App.HireAsync(tenant));
    }

    [TestCase("pt-BR", "Não existe essa chamada nesta organização", "CallSid está ausente ou fora do formato da Twilio")]
    [TestCase("en", "No such call in this organization", "CallSid is missing or not in Twilio's format")]
    public async Task Each_is_shown_with_its_reason_and_its_call(string language, string unknown, string malformed)
    {
        var nobodys = Guid.NewGuid();
        await App.TwilioReports(
            tenant,
            call.UrlOf("agent-status").Replace($"{call.Id}", $"{nobodys}", StringComparison.Ordinal),
            call.Agent("ringing", 1).Fields);
        await call.PostAsync(new("agent-status", [("AccountSid", tenant.AccountSid), ("CallStatus", "ringing")]));
        using var browser = await SupervisorAsync(language);

        var page = await SeenAsync(browser, unknown, malformed);

        Assert.That(page.Text, Does.Contain($"{nobodys}"));
        Assert.That(
            page.All("a").Select(link => link.GetAttribute("href")),
            Does.Contain($"/calls/{call.Id}").And.Not.Contain($"/calls/{nobodys}"));
    }

    [Test]
    public async Task Somebody_may_have_them_tried_again()
    {
        await call.PostAsync(new("agent-status", [("AccountSid", tenant.AccountSid), ("CallStatus", "ringing")]));
        using var browser = await SupervisorAsync("pt-BR");
        await SeenAsync(browser, "CallSid está ausente");

        var page = await browser.SubmitAsync("/webhooks/retries");

        Assert.That((page.Status, page.Path), Is.EqualTo((200, Path)));
        Assert.That(page.Text, Does.Contain("Tentando de novo agora"));
    }

    private static async Task<Page> SeenAsync(Browser browser, params string[] words) =>
        await Eventually.EventuallyAsync(
            () => browser.OpenAsync(Path),
            page => words.All(word => page.Text.Contains(word, StringComparison.Ordinal)),
            string.Join(", ", words));

    private async Task<Browser> SupervisorAsync(string language)
    {
        var browser = (await App.HireWithBrowserAsync(tenant, Role.Supervisor)).Browser;
        await browser.OpenAsync("/contacts");
        await browser.SubmitAsync("/language", ("language", language));
        return browser;
    }
}
