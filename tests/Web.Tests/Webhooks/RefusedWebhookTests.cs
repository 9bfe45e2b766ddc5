using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Webhooks;

/// <summary>What admins get to see of webhooks that were refused.</summary>
internal sealed class RefusedWebhookTests : WithStandIn
{
    private const string Path = "/settings/webhooks";
    private const string SecretNumber = "+5511987650001";

    private Tenant tenant = null!;
    private Agent agent = null!;
    private TwilioCall call = null!;

    [SetUp]
    public async Task PlaceACall()
    {
        tenant = await App.CreateOrganizationAsync();
        agent = await App.HireAsync(tenant);
        call = await TwilioCall.PlaceAsync(App, Twilio, agent);
    }

    [Test]
    public async Task Nothing_refused_is_said_in_words()
    {
        using var browser = await AdminAsync();

        Assert.That((await browser.OpenAsync(Path)).Text, Does.Contain("Nenhuma requisição rejeitada nas últimas 24 horas"));
    }

    [Test]
    public async Task Every_reason_is_counted_and_explained_and_nothing_of_what_was_said_is_shown()
    {
        var (url, fields) = (call.UrlOf("agent-status"), call.Agent("completed", 5).Fields);
        (string, string)[] more = [.. fields, (SecretNumber, "as a name"), ("Called-by", SecretNumber)];
        using var browser = await AdminAsync();

        Assert.That(await RefusedAsync(url, more, signature: null), Is.EqualTo(403));
        Assert.That(await RefusedAsync(url, more, Signing.Sign("0000000000000000000000000000000f", url, more)), Is.EqualTo(403));
        Assert.That(await RefusedAsync(url, [("Body", new string('x', 70_000))], signature: null), Is.EqualTo(413));
        Assert.That(await RefusedAsync(url, fields, signature: null, "application/json"), Is.EqualTo(415));

        var page = await SeenAsync(browser, "Grande demais", "Não é um formulário", "Sem assinatura", "Assinatura inválida");
        Assert.That(
            page.Text,
            Does.Contain(url).And.Contain("Called-by").And.Contain("O auth token salvo aqui não é o token primário da conta"));
        string[] said =
        [
            tenant.AccountSid,
            tenant.AuthToken,
            call.AgentSid,
            agent.Phone,
            SecretNumber,
            "5511987650001",
            "completed",
            "São Paulo",
        ];
        Assert.That(said.Where(text => page.Text.Contains(text, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task What_was_signed_for_another_address_is_refused_and_both_addresses_are_told()
    {
        var (url, fields) = (call.UrlOf("agent-status"), call.Agent("ringing", 2).Fields);
        var other = url.Replace(App.Url, "https://crm.example.com", StringComparison.Ordinal);
        using var browser = await AdminAsync();

        var status = await RefusedAsync(
            url,
            fields,
            Signing.Sign(tenant.AuthToken, other, fields),
            headers: [("X-Forwarded-Host", "crm.example.com, 10.0.0.1"), ("X-Forwarded-Proto", "https")]);

        Assert.That((status, (await call.ReadAsync()).State), Is.EqualTo((403, "calling-agent")));
        var page = await SeenAsync(browser, "Assinada para outro endereço");
        Assert.That(page.Lines("code"), Is.SupersetOf(new[] { url, other }));
    }

    [Test]
    public async Task The_connection_test_tells_of_the_other_address_and_what_to_do([Values("pt-BR", "en")] string language)
    {
        var (url, fields) = (call.UrlOf("agent-status"), call.Agent("ringing", 2).Fields);
        Twilio.WhenAskedFor(
            "GET",
            $"{tenant.AccountSid}/IncomingPhoneNumbers",
            Answers.Json(200, $$"""{"incoming_phone_numbers": [{"phone_number": "{{tenant.Number}}"}], "next_page_uri": null}"""));
        using var browser = await AdminAsync();
        await RefusedAsync(
            url,
            fields,
            Signing.Sign(tenant.AuthToken, url.Replace(App.Url, "https://crm.example.com", StringComparison.Ordinal), fields),
            headers: [("X-Forwarded-Host", "crm.example.com"), ("X-Forwarded-Proto", "https")]);
        await SeenAsync(browser, "Assinada para outro endereço");
        await browser.OpenAsync("/settings/twilio-account");
        await browser.SubmitAsync("/language", ("language", language));

        var tested = await browser.SubmitAsync("/settings/twilio-account/connection-tests");

        var said = language is "en"
            ? $"webhooks were rejected because Twilio signed them for https://crm.example.com instead of {App.Url}. "
                + "Set PublicBaseUrl to the address that Twilio calls"
            : $"webhooks foram rejeitados porque a Twilio os assinou para https://crm.example.com em vez de {App.Url}. "
                + "Defina PublicBaseUrl com o endereço que a Twilio chama";
        Assert.That(tested.Text, Does.Contain(said));
        Assert.That(tested.All($"a[href='{Path}']"), Is.Not.Empty);
    }

    [Test]
    public async Task An_address_that_a_query_came_with_is_told_without_it()
    {
        var query = string.Join('&', call.Agent("ringing", 2).Fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
        var url = $"{call.UrlOf("agent-status")}?{query}";
        using var browser = await AdminAsync();
        using var client = App.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Host = "crm.example.com";
        request.Headers.Add(
            "X-Twilio-Signature",
            Signing.Sign(tenant.AuthToken, url.Replace(App.Url, "https://crm.example.com", StringComparison.Ordinal)));

        Assert.That((int)(await client.SendAsync(request)).StatusCode, Is.EqualTo(403));

        var page = await SeenAsync(browser, "Assinada para outro endereço");
        Assert.That(page.Lines("code"), Does.Contain($"https://crm.example.com{new Uri(call.UrlOf("agent-status")).AbsolutePath}"));
        Assert.That(page.Text, Does.Not.Contain("CallStatus="));
    }

    [Test]
    public async Task Another_organization_sees_nothing_of_it()
    {
        using var own = await AdminAsync();
        using var others = await AdminAsync(await App.CreateOrganizationAsync());
        await RefusedAsync(call.UrlOf("answer"), call.Answer().Fields, signature: null);

        await SeenAsync(own, "Sem assinatura");

        Assert.That((await others.OpenAsync(Path)).Text, Does.Contain("Nenhuma requisição rejeitada nas últimas 24 horas"));
    }

    [Test]
    public async Task Supervisors_see_how_many_and_not_what_they_looked_like()
    {
        var (_, browser) = await App.HireWithBrowserAsync(tenant, Role.Supervisor);
        using var _ = browser;
        await RefusedAsync(call.UrlOf("answer"), call.Answer().Fields, signature: null);

        var page = await SeenAsync(browser, "Sem assinatura");

        Assert.That(page.Text, Does.Contain("Só quem administra o CrmVoice vê").And.Not.Contain("127.0.0.1"));
    }

    private static async Task<Page> SeenAsync(Browser browser, params string[] words) =>
        await Eventually.EventuallyAsync(
            () => browser.OpenAsync(Path),
            page => !words.Except(page.Lines("strong")).Any(),
            string.Join(", ", words));

    private async Task<Browser> AdminAsync(Tenant? of = null) => (await App.HireWithBrowserAsync(of ?? tenant, Role.Admin)).Browser;

    private static async Task<int> RefusedAsync(
        string url,
        (string Name, string Value)[] fields,
        string? signature,
        string? contentType = null,
        params (string Name, string Value)[] headers)
    {
        using var client = App.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new FormUrlEncodedContent(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
        if (contentType is not null)
        {
            request.Content.Headers.ContentType = new(contentType);
        }

        foreach (var (name, value) in headers.Append(("X-Twilio-Signature", signature ?? "")).Where(header => header.Item2.Length > 0))
        {
            request.Headers.Add(name, value);
        }

        return (int)(await client.SendAsync(request)).StatusCode;
    }
}
