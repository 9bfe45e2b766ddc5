using System.Xml.Linq;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>What is said on calls: the words by default, the voices, and what an admin gets to hear before it is saved.</summary>
internal sealed class SpokenTextTests : WithStandIn
{
    private const string Path = "/settings/calls";

    [TestCase(SpokenTexts.Moment.Connecting, "", "Conectando você a {0}. Aguarde.")]
    [TestCase(SpokenTexts.Moment.AskToAccept, " ", "Chamada para {0}. Tecle 1 para conectar.")]
    [TestCase(SpokenTexts.Moment.Busy, "", "O número está ocupado.")]
    [TestCase(SpokenTexts.Moment.NoAnswer, "", "Ninguém atendeu.")]
    [TestCase(SpokenTexts.Moment.Failed, "Não deu certo.", "Não deu certo.")]
    [TestCase(SpokenTexts.Moment.AskToAccept, "Tecle 1 para {name}.", "Tecle 1 para {0}.")]
    public async Task Each_text_is_heard_on_the_admins_own_phone_as_it_stands_and_in_the_voice_chosen(
        SpokenTexts.Moment moment,
        string typed,
        string heard)
    {
        var (admin, browser) = await AdminAsync();
        using var _ = browser;
        Twilio.WhenCalling(admin.Phone, Answers.Created("CA0000000000000000000000000000cafe"));

        var answer = await SendAsync(
            browser,
            "pt-BR",
            $"{moment}",
            ($"Texts[1].{moment}", typed),
            ("Texts[1].Voice", "Polly.Thiago-Neural"));

        Assert.That((await Page.ReadAsync(answer)).Text, Does.Contain("Seu telefone vai tocar."));
        var said = XElement.Parse((await Twilio.CreateOfAsync(admin.Phone)).Form("Twiml").Single()).Element("Say")!;
        Assert.That(
            (said.Attribute("voice")?.Value, said.Value),
            Is.EqualTo(("Polly.Thiago-Neural", string.Format(null, heard, admin.Name))));
    }

    [TestCase("xx", "Busy", 404)]
    [TestCase("", "", 404)]
    [TestCase("pt-BR", "Never", 404)]
    [TestCase("pt-BR", "77", 404)]
    public async Task What_there_is_no_text_for_is_not_heard(string language, string moment, int status)
    {
        var (_, browser) = await AdminAsync();
        using var _ = browser;

        Assert.That((int)(await SendAsync(browser, language, moment)).StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task The_words_by_default_stand_beneath_each_text_and_the_page_says_whose_phone_rings()
    {
        var (admin, browser) = await AdminAsync();
        using var _ = browser;

        var page = await browser.OpenAsync(Path);

        Assert.That(
            page.Text,
            Does.Contain($"Conectando você a {admin.Name}. Aguarde.").And.Contain($"Connecting you to {admin.Name}. Please hold."));
        Assert.That(
            page.Text,
            Does.Contain("O número está ocupado.").And.Contain("Ninguém atendeu.").And.Contain("A chamada não pôde ser completada."));
        var phone = $"({admin.Phone[3..5]}) {admin.Phone[5..10]}-{admin.Phone[10..]}";
        Assert.That(
            page.Text,
            Does.Contain($"Liga para o seu telefone, {phone}, e reproduz o texto como está aqui, na voz escolhida aqui."));
    }

    [Test]
    public async Task Without_a_phone_there_is_nothing_to_press_and_the_way_out_is_named()
    {
        var (_, browser) = await AdminAsync(withPhone: false);
        using var _ = browser;

        var page = await browser.OpenAsync(Path);

        Assert.That(page.Html, Does.Not.Contain("settings/calls/hearings"));
        Assert.That(page.Text, Does.Contain("Cadastre seu telefone para ouvir estes textos."));
    }

    [Test]
    public async Task Voices_have_names_and_one_that_we_do_not_know_is_shown_as_it_is_called()
    {
        var tenant = await App.CreateOrganizationAsync(settings: new CallSettings { Texts = [new("pt-BR", "Polly.Somebody-New")] });
        var (_, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = browser;

        var page = await browser.OpenAsync(Path);

        Assert.That(page.Lines("option"), Is.SupersetOf(new[] { "Camila (neural, feminina)", "Padrão: Camila (neural, feminina)" }));
        Assert.That(page.Lines("optgroup[label='Amazon Polly'] > option"), Does.Contain("Ricardo (standard, masculina)"));
        Assert.That(page.Lines("optgroup[label=Google] > option"), Does.Contain("Zephyr (generativa, feminina)"));
        Assert.That(page.Lines("option[value='Polly.Somebody-New'][selected]"), Is.EqualTo(new[] { "Polly.Somebody-New" }));
    }

    private static async Task<(Agent Admin, Browser Browser)> AdminAsync(bool withPhone = true) =>
        await App.HireWithBrowserAsync(await App.CreateOrganizationAsync(), Role.Admin, withPhone);

    // The button is a script's: it sends the form as it stands to another address than the form's own.
    private static async Task<HttpResponseMessage> SendAsync(
        Browser browser,
        string language,
        string moment,
        params (string Name, string Value)[] typed)
    {
        var fields = (await browser.OpenAsync(Path)).FieldsOf(Path);
        foreach (var (name, value) in typed)
        {
            fields[name] = value;
        }

        using var form = new FormUrlEncodedContent(fields);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Path}/hearings?language={language}&moment={moment}")
        {
            Content = form,
        };
        request.Headers.Add("HX-Request", "true");
        return await browser.SendAsync(request);
    }
}
