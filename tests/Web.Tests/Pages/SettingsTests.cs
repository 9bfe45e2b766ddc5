using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>The Twilio account, phones, languages and themes.</summary>
internal sealed class SettingsTests : WithStandIn
{
    private const string Path = "/settings/twilio-account";
    private const string Secret = "c0ffee00c0ffee00c0ffee00c0ffee00";

    [TestCase("AccountSid", "AC1")]
    [TestCase("AccountSid", "")]
    [TestCase("AccountSid", "SK00000000000000000000000000000001")]
    [TestCase("AccountSid", "AC0000000000000000000000000000000")]
    [TestCase("AccountSid", "AC000000000000000000000000000000011")]
    [TestCase("AccountSid", "AC0000000000000000000000000000000g")]
    [TestCase("AccountSid", "https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001")]
    [TestCase("ApiKeySid", "SK1")]
    [TestCase("ApiKeySid", "AC00000000000000000000000000000001")]
    [TestCase("ApiKeySid", "SK0000000000000000000000000000000g")]
    [TestCase("Numbers", "call me")]
    [TestCase("Edge", "sao paulo.evil.example/")]
    [TestCase("Region", "us1#")]
    [TestCase("CallsPerSecond", "0")]
    [TestCase("CallsPerSecond", "31")]
    [TestCase("CallsPerSecond", "many")]
    public async Task What_cannot_be_saved_is_explained_beside_its_field_and_secrets_are_not_shown_again(string field, string value)
    {
        var (tenant, browser) = await AdminAsync();
        using var _ = browser;

        var page = await browser.SubmitAsync(Path, ("AuthToken", Secret), (field, value));

        Assert.That(page.Status, Is.EqualTo(422));
        Assert.That(page.All("[role=alert]"), Is.Not.Empty);
        Assert.That(page.All($".input-validation-error[name={field}]"), Is.Not.Empty);
        Assert.That(page.Html, Does.Not.Contain(Secret).And.Not.Contain(tenant.AuthToken));
    }

    [Test]
    public async Task The_accounts_calls_per_second_are_kept_and_may_be_left_empty()
    {
        var (_, browser) = await AdminAsync();
        using var _ = browser;

        Assert.That((await browser.SubmitAsync(Path, ("CallsPerSecond", "12"))).FieldsOf(Path)["CallsPerSecond"], Is.EqualTo("12"));
        Assert.That((await browser.SubmitAsync(Path, ("CallsPerSecond", ""))).FieldsOf(Path)["CallsPerSecond"], Is.Empty);
    }

    [Test]
    public async Task A_key_needs_its_secret_and_an_account_its_token()
    {
        var (_, browser) = await AdminAsync();
        using var _ = browser;

        var key = await browser.SubmitAsync(Path, ("ApiKeySid", "SK00000000000000000000000000000001"));
        Assert.That(
            (key.Status, key.Text.Contains("A chave de API precisa do segredo.", StringComparison.Ordinal)),
            Is.EqualTo((422, true)));

        var account = await browser.SubmitAsync(Path, ("ApiKeySid", ""), ("AccountSid", $"AC{Guid.NewGuid():N}"));
        Assert.That(
            (account.Status, account.Text.Contains("Informe o auth token", StringComparison.Ordinal)),
            Is.EqualTo((422, true)),
            "another account's token is of no use to this one");
    }

    [Test]
    public async Task Another_account_has_to_wait_for_the_calls_that_go_on()
    {
        var (tenant, browser) = await AdminAsync();
        using var _ = browser;
        await TwilioCall.PlaceAsync(App, Twilio, await App.HireAsync(tenant));

        var page = await browser.SubmitAsync(Path, ("AccountSid", $"AC{Guid.NewGuid():N}"), ("AuthToken", Secret));

        Assert.That(
            (
                page.Status,
                page.Text.Contains("Há chamadas em andamento que a Twilio deixaria de reconhecer em outra conta.", StringComparison.Ordinal)
            ),
            Is.EqualTo((422, true)));
    }

    [TestCase(401, 20003, "A Twilio não aceita isto com este Account SID.")]
    [TestCase(403, 20005, "A Twilio diz que esta conta está suspensa ou encerrada.")]
    [TestCase(503, 20500, "A Twilio não respondeu e não deu para verificar.")]
    public async Task What_Twilio_does_not_take_is_not_saved(int status, int code, string said)
    {
        var (tenant, browser) = await AdminAsync();
        using var _ = browser;
        Twilio.WhenAskedFor("GET", $"/Accounts/{tenant.AccountSid}.json", Answers.Error(status, code, "no"));

        var page = await browser.SubmitAsync(Path, ("AuthToken", Secret), ("Edge", "sao-paulo"));

        Assert.That((page.Status, page.All(".input-validation-error[name=AuthToken]").Count), Is.EqualTo((422, 1)));
        Assert.That(page.Text, Does.Contain(said));
        Assert.That(page.Html, Does.Not.Contain(Secret));
        Assert.That(
            Twilio.AskedFor($"/Accounts/{tenant.AccountSid}.json")[0].UserAndPassword, Is.EqualTo($"{tenant.AccountSid}:{Secret}"));
        var saved = await browser.OpenAsync(Path);
        Assert.That((saved.FieldsOf(Path)["Edge"], saved.All("[name=ForgetPreviousAuthToken]").Count), Is.EqualTo(("", 0)));
        Assert.That((await browser.SubmitAsync(Path, ("CallsPerSecond", "7"))).Status, Is.EqualTo(200), "nothing else asks Twilio");
    }

    [Test]
    public async Task An_API_key_that_Twilio_does_not_take_is_told_beside_its_secret()
    {
        var (tenant, browser) = await AdminAsync();
        using var _ = browser;
        Twilio.WhenAskedFor("GET", $"{tenant.AccountSid}/IncomingPhoneNumbers", Answers.Error(401, 20003, "Authenticate"));

        var page = await browser.SubmitAsync(
            Path, ("ApiKeySid", "SK00000000000000000000000000000001"), ("ApiKeySecret", "ba5eba11ba5eba11"));

        Assert.That((page.Status, page.All(".input-validation-error[name=ApiKeySecret]").Count), Is.EqualTo((422, 1)));
        Assert.That((await browser.OpenAsync(Path)).FieldsOf(Path)["ApiKeySid"], Is.Empty);
    }

    [Test]
    public async Task A_new_token_is_saved_unseen_and_the_old_one_is_believed_until_it_is_forgotten()
    {
        var (tenant, browser) = await AdminAsync();
        using var _ = browser;
        var agent = await App.HireAsync(tenant);
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);

        var saved = await browser.SubmitAsync(Path, ("AuthToken", Secret));

        Assert.That((saved.Status, saved.Path), Is.EqualTo((200, Path)));
        Assert.That(saved.Text, Does.Contain("Conta Twilio salva"));
        Assert.That(saved.Html, Does.Not.Contain(Secret).And.Not.Contain(tenant.AuthToken));
        Assert.That(await SignedWith(tenant.AuthToken), Is.EqualTo(204));
        await Eventually.EventuallyAsync(
            async () => (await browser.OpenAsync(Path)).Lines("#previous-hint").Single(),
            hint => hint.Contains("Promova-o a primário", StringComparison.Ordinal) && hint.Contains("Último webhook assinado", StringComparison.Ordinal),
            "Twilio signs with the old one");
        Assert.That(await SignedWith(Secret), Is.EqualTo(204));
        await Eventually.EventuallyAsync(
            async () => (await browser.OpenAsync(Path)).Lines("#previous-hint").Single(),
            hint => hint.Contains("já assina com o token novo", StringComparison.Ordinal),
            "Twilio signs with the new one");
        await browser.SubmitAsync(Path, ("ForgetPreviousAuthToken", "true"));
        await Eventually.EventuallyAsync(() => SignedWith(tenant.AuthToken), status => status == 403, "the old token is forgotten");
        Assert.That(await SignedWith(Secret), Is.EqualTo(204));

        Task<int> SignedWith(string token) => RingingAsync(call, tenant with { AuthToken = token });
    }

    [Test]
    public async Task The_token_that_is_saved_already_may_be_saved_again_without_the_one_before_being_forgotten()
    {
        var (tenant, browser) = await AdminAsync();
        using var _ = browser;
        var call = await TwilioCall.PlaceAsync(App, Twilio, await App.HireAsync(tenant));
        await browser.SubmitAsync(Path, ("AuthToken", Secret));

        await browser.SubmitAsync(Path, ("AuthToken", Secret));

        Assert.That(await SignedWith(Secret), Is.EqualTo(204));
        Assert.That((await browser.OpenAsync(Path)).All("[name=ForgetPreviousAuthToken]"), Is.Not.Empty);
        Assert.That(await SignedWith(tenant.AuthToken), Is.EqualTo(204));

        Task<int> SignedWith(string token) => RingingAsync(call, tenant with { AuthToken = token });
    }

    [Test]
    public async Task What_was_pasted_with_blanks_around_it_or_in_it_is_saved_without_them()
    {
        var (tenant, browser) = await AdminAsync();
        using var _ = browser;
        var key = $"SK{Guid.NewGuid():N}";

        var page = await browser.SubmitAsync(
            Path,
            ("AccountSid", $" \t\u200B{tenant.AccountSid[..10]} {tenant.AccountSid[10..]}\u00A0\uFEFF"),
            ("ApiKeySid", $"\u2060{key}\r\n"),
            ("ApiKeySecret", "\u200Es3cret "),
            ("AuthToken", $"\u00A0{Secret[..16]}\t{Secret[16..]} \u200B"),
            ("Edge", " sao-paulo "));

        var fields = page.FieldsOf(Path);
        Assert.That(
            (page.Status, fields["AccountSid"], fields["ApiKeySid"], fields["Edge"]),
            Is.EqualTo((200, tenant.AccountSid, key, "sao-paulo")),
            page.Text);
        Assert.That(
            Twilio.AskedFor($"/Accounts/{tenant.AccountSid}.json")[^1].UserAndPassword, Is.EqualTo($"{tenant.AccountSid}:{Secret}"));
        Assert.That(
            Twilio.AskedFor($"{tenant.AccountSid}/IncomingPhoneNumbers")[^1].UserAndPassword, Is.EqualTo($"{key}:s3cret"));
        Assert.That(page.All("[maxlength='32'], [maxlength='34']"), Is.Empty, "what is cut while it is pasted cannot be mended");
    }

    [Test]
    public async Task Testing_the_connection_shows_what_Twilio_said()
    {
        var (tenant, browser) = await AdminAsync();
        using var _ = browser;
        Twilio.WhenAskedFor(
            "GET",
            $"{tenant.AccountSid}/IncomingPhoneNumbers",
            Answers.Error(401, 20003, "Authenticate"),
            Answers.Json(200, Numbers("+551199990000")),
            Answers.Json(200, Numbers(tenant.Number)));

        var refused = await browser.SubmitAsync($"{Path}/connection-tests");
        await browser.OpenAsync(Path);
        var missing = await browser.SubmitAsync($"{Path}/connection-tests");
        await browser.OpenAsync(Path);
        var works = await Page.ReadAsync(await browser.SendAsHtmxAsync($"{Path}/connection-tests"));

        Assert.That(refused.All("[data-finding=refused]"), Is.Not.Empty);
        Assert.That(refused.Text, Does.Contain("As credenciais da Twilio estão ausentes, incorretas").And.Contain("confira o Account SID"));
        Assert.That(refused.Text, Does.Contain("Authenticate").And.Contain("https://www.twilio.com/docs/api/errors/20003"));
        Assert.That(missing.Lines("[data-finding=caller-id-missing]"), Has.Some.Contain("Fora da conta: (11) 3123-0000"));
        Assert.That(missing.All(".is-good"), Is.Empty, "the headline is the worst, and never good beside it");
        Assert.That(works.Text, Does.Contain("A Twilio aceitou as credenciais.").And.Not.Contain("<html"));

        static string Numbers(string number) => $$"""{"incoming_phone_numbers": [{"phone_number": "{{number}}"}], "next_page_uri": null}""";
    }

    [Test]
    public async Task Testing_the_connection_tells_of_numbers_that_lead_elsewhere()
    {
        var (tenant, browser) = await AdminAsync();
        using var _ = browser;
        var elsewhere = $$"""{"phone_number": "{{tenant.Number}}", "voice_url": "https://old.example.com/twilio/inbound"}""";
        Twilio.WhenAskedFor(
            "GET",
            $"{tenant.AccountSid}/IncomingPhoneNumbers",
            Answers.Json(200, $$"""{"incoming_phone_numbers": [{{elsewhere}}], "next_page_uri": null}"""));

        var tested = await browser.SubmitAsync($"{Path}/connection-tests");

        Assert.That(tested.Text, Does.Contain("Estes números apontam para um endereço diferente do PublicBaseUrl"));
        Assert.That(tested.Text, Does.Contain(App.Url).And.Contain("https://old.example.com/twilio/inbound"));
    }

    [Test]
    public async Task A_phone_is_taken_away_at_once()
    {
        var (_, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        await browser.OpenAsync("/settings/my-phone");

        var page = await browser.SubmitAsync("/settings/my-phone", ("Phone", ""));

        Assert.That(
            (page.Text.Contains("Alterações salvas", StringComparison.Ordinal), page.FieldsOf("/settings/my-phone")["Phone"]),
            Is.EqualTo((true, "")));
    }

    [Test]
    public async Task A_phone_that_cannot_be_called_is_explained()
    {
        var (_, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        await browser.OpenAsync("/settings/my-phone");

        var page = await browser.SubmitAsync("/settings/my-phone", ("Phone", "banana"));

        Assert.That((page.Status, page.FieldsOf("/settings/my-phone")["Phone"]), Is.EqualTo((422, "banana")));
        Assert.That(page.Text, Does.Contain("Não é possível ligar para este número."));
    }

    [Test]
    public async Task A_language_once_chosen_stays_also_in_another_browser()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        await browser.OpenAsync("/calls");

        var page = await browser.SubmitAsync("/language", ("language", "en"));

        using var other = App.OpenBrowser();
        other.Language = "pt-BR";
        Assert.That((page.Path, page.Language), Is.EqualTo(("/calls", "en")));
        Assert.That((await browser.OpenAsync("/contacts")).Language, Is.EqualTo("en"));
        Assert.That((await other.SignInAsync(agent.Email)).Language, Is.EqualTo("en"));
    }

    [TestCase("dark", "dark")]
    [TestCase("light", "light")]
    [TestCase("pink", "auto")]
    public async Task A_theme_once_chosen_stays(string chosen, string theme)
    {
        using var browser = App.OpenBrowser();
        await browser.OpenAsync("/sign-in");

        await browser.SubmitAsync("/theme", ("theme", chosen));

        Assert.That((await browser.OpenAsync("/sign-in")).All($"html[data-theme={theme}]"), Is.Not.Empty);
    }

    private static async Task<int> RingingAsync(TwilioCall call, Tenant signing) =>
        (int)(await App.TwilioReports(signing, call.UrlOf("agent-status"), call.Agent("ringing", 2).Fields)).StatusCode;

    private static async Task<(Tenant Tenant, Browser Browser)> AdminAsync()
    {
        var tenant = await App.CreateOrganizationAsync();
        var (_, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        await browser.OpenAsync(Path);
        return (tenant, browser);
    }
}
