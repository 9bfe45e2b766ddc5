using CrmVoice.Infrastructure;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

internal sealed class SignInTests : WithStandIn
{
    [Test]
    public async Task Whoever_knows_the_password_is_led_where_they_wanted_to_go()
    {
        using var browser = App.OpenBrowser();
        var asked = await browser.OpenAsync("/calls?state=ended");

        var page = await browser.SubmitAsync("/sign-in", ("Email", " ANA@aurora.example "), ("Password", CrmVoiceApp.DemoPassword));

        Assert.That(
            (asked.Path, page.Status, page.Path),
            Is.EqualTo(("/sign-in?ReturnUrl=%2Fcalls%3Fstate%3Dended", 200, "/calls?state=ended")));
        Assert.That(page.Text, Does.Contain("Ana Ribeiro").And.Contain("Aurora Imóveis"));
    }

    [TestCase("//evil.example")]
    [TestCase("https://evil.example/contacts")]
    [TestCase("/\\evil.example")]
    public async Task Nobody_is_led_to_another_place_than_ours(string returnUrl)
    {
        using var browser = App.OpenBrowser();
        await browser.OpenAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");

        Assert.That(
            (await browser.SubmitAsync("/sign-in", ("Email", "ana@aurora.example"), ("Password", CrmVoiceApp.DemoPassword))).Path,
            Is.EqualTo("/contacts"));
    }

    [TestCase("ana@aurora.example", "wrong-password")]
    [TestCase("ana@aurora.example", "")]
    [TestCase("nobody@aurora.example", "CrmVoice-demo-1")]
    [TestCase("", "")]
    [TestCase("' OR 1=1 --", "x")]
    public async Task Wrong_passwords_and_unknown_people_are_told_the_same(string email, string password)
    {
        using var browser = App.OpenBrowser();
        browser.Language = "en";

        var page = await browser.SignInAsync(email, password);

        Assert.That((page.Status, page.Path), Is.EqualTo((200, "/sign-in")));
        Assert.That(page.All("[role=alert]"), Is.Not.Empty);
        Assert.That(page.Text, Does.Contain("The e-mail or password is incorrect. Check both and try again."));
        Assert.That((await browser.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
    }

    [Test]
    public async Task After_too_many_tries_even_the_right_password_has_to_wait()
    {
        var (agent, signedIn) = await App.HireWithBrowserAsync();
        signedIn.Dispose();
        using var browser = App.OpenBrowser();
        browser.Language = "pt-BR";
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            await browser.SignInAsync(agent.Email, "wrong");
        }

        var page = await browser.SignInAsync(agent.Email);

        Assert.That(
            (page.Path, page.Text.Contains("Muitas tentativas. Aguarde cinco minutos e tente de novo.", StringComparison.Ordinal)),
            Is.EqualTo(("/sign-in", true)));
    }

    [Test]
    public async Task Who_has_signed_out_is_out()
    {
        var (_, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;

        await browser.SubmitAsync("/sign-out");

        Assert.That((await browser.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
    }

    [TestCase("pt-BR", "Entrar no CrmVoice", "Agente")]
    [TestCase("en-GB,en;q=0.9", "Sign in", "Agent")]
    [TestCase("fr", "Sign in", "Agent")]
    public async Task The_sign_in_speaks_the_browsers_language_and_shows_the_demo(string language, string title, string role)
    {
        using var browser = App.OpenBrowser();
        browser.Language = language;

        var page = await browser.OpenAsync("/sign-in");

        Assert.That(
            page.Text,
            Does.Contain(title).And.Contain("ana@aurora.example").And.Contain(role).And.Contain(CrmVoiceApp.DemoPassword));
    }

    [Test]
    public async Task Who_has_joined_the_demo_since_is_added_to_the_database_of_an_earlier_build()
    {
        const string Newcomer = "sam@beacon.example";
        await App.ForgetAsync(CrmVoiceApp.Beacon, Newcomer);

        await App.Services.SeedDemoAsync(CancellationToken.None);
        await App.Services.SeedDemoAsync(CancellationToken.None);

        using var browser = await App.SignInAsync(Newcomer);
        using var api = App.Api("demo-sam-beacon");
        Assert.That((await browser.OpenAsync("/contacts")).Text, Does.Contain("Sam Okafor").And.Contain("Beacon Support"));
        Assert.That((await api.GetAsync("api/v1/calls?limit=1")).IsSuccessStatusCode);
    }

    [Test]
    public async Task The_demos_numbers_are_added_to_the_database_of_an_earlier_build_once()
    {
        await App.ForgetNumbersAsync(CrmVoiceApp.Beacon);

        await App.Services.SeedDemoAsync(CancellationToken.None);
        await App.Services.SeedDemoAsync(CancellationToken.None);

        var numbers = await App.Services.ListDemoNumbersAsync(CancellationToken.None);
        Assert.That(
            numbers.Select(number => number.PhoneNumber.Value),
            Is.EquivalentTo(new[] { "+551140000001", "+552140000001", "+14155550100" }));
    }

    [Test]
    public async Task A_form_without_its_token_is_refused()
    {
        using var browser = App.OpenBrowser();
        using var form = new FormUrlEncodedContent([new("Email", "ana@aurora.example"), new("Password", CrmVoiceApp.DemoPassword)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = form };

        var response = await browser.SendAsync(request);

        Assert.That((int)response.StatusCode, Is.EqualTo(400));
        Assert.That((await browser.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
    }
}
