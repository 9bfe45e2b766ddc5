using CrmVoice.Domain.Identity;
using CrmVoice.Tests;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Sandboxed;

/// <summary>What a supervisor reads on the page of a call that did not go by the book, and on one that did.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class ForensicPageTests
{
    private const string CameAgain = "repetido";
    private const string Asked = "via consulta";

    private static QuickSandbox sandbox = null!;
    private static CrmVoiceApp app = null!;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        sandbox = await QuickSandbox.StartAsync();
        app = sandbox.App;
    }

    [OneTimeTearDown]
    public static async Task StopAsync() => await sandbox.DisposeAsync();

    [TestCase("5555", "+5511987650007", "repeated", "pt-BR", "Webhooks repetidos, cada um contado uma única vez")]
    [TestCase("5555", "+5511987650007", "out-of-order", "en", "Webhooks that arrived out of order")]
    [TestCase("9009", "+5511987650002", "create-unclear", "pt-BR", "A Twilio não deixou claro se fez a chamada")]
    [TestCase("9009", "+5511987650002", "create-unclear", "en", "Twilio did not say clearly whether it placed the call")]
    [TestCase("9010", "+5511987650002", "create-not-taken", "pt-BR", "ela foi enviada de novo. Tentativas extras: 1.")]
    [TestCase("9010", "+5511987650002", "create-not-taken", "en", "it was sent again. Extra attempts: 1.")]
    public async Task What_was_out_of_the_ordinary_is_told_in_a_sentence(
        string agentEnding,
        string to,
        string finding,
        string language,
        string sentence)
    {
        var agent = await app.HireAsync(ending: agentEnding);
        var id = await SettledAsync(agent, to);

        var page = await PageOfAsync(id, language);

        Assert.That(page.Lines($"li[data-finding={finding}]"), Has.Some.Contain(sentence));
    }

    [Test]
    public async Task Twilios_code_stands_beside_what_did_not_go_well()
    {
        var id = await SettledAsync(await app.HireAsync(ending: "9010"), "+5511987650002");

        Assert.That(
            (await PageOfAsync(id)).All("span + code").Select(code => (code.PreviousElementSibling!.Line(), code.Line())),
            Does.Contain(("A Twilio não aceitou a solicitação; enviando de novo", "20429")));
    }

    [Test]
    public async Task Of_a_call_that_went_by_the_book_nothing_is_said_to_have_come_again_or_been_asked_for()
    {
        await app.ChangeCallSettingsAsync(CrmVoiceApp.Beacon, settings => settings with { AgentMustAccept = true });
        var id = await SettledAsync(await app.HireAsync(CrmVoiceApp.Beacon), "+5511987650002");

        var page = await PageOfAsync(id, of: CrmVoiceApp.Beacon);

        Assert.That(page.Text, Does.Contain("Agente teclou 1").And.Contain("Fim da chamada para o contato: ocupado"));
        Assert.That(page.Text, Does.Not.Contain(CameAgain).And.Not.Contain(Asked));
        Assert.That(page.All("[data-finding=repeated]"), Is.Empty);
    }

    [Test]
    public async Task Twilios_own_record_says_which_phone_it_is_of()
    {
        var id = await SettledAsync(await app.HireAsync(), "+5511987650002");
        using var browser = await SupervisorAsync(CrmVoiceApp.Aurora);

        var page = await browser.OpenAsync($"/calls/{id}/carrier-records");

        Assert.That(
            page.Lines("ol.is-forensic > li"),
            Has.Some.Match(@"Telefone do agente POST \S*/status").And.Some.Match(@"Telefone do contato POST \S*/status"));
    }

    private static async Task<Guid> SettledAsync(Agent agent, string to)
    {
        var id = (await agent.PlaceAsync(to)).Id;
        await agent.ReachedAsync(
            id,
            call => call.State == "ended" && call.Legs.All(leg => leg.EndedAt is not null),
            "the call ends and all is told");
        return id;
    }

    private static async Task<Page> PageOfAsync(Guid id, string language = "pt-BR", Tenant? of = null)
    {
        using var browser = await SupervisorAsync(of ?? CrmVoiceApp.Aurora);
        await browser.OpenAsync("/contacts");
        await browser.SubmitAsync("/language", ("language", language));
        return await browser.OpenAsync($"/calls/{id}");
    }

    private static async Task<Browser> SupervisorAsync(Tenant tenant) => (await app.HireWithBrowserAsync(tenant, Role.Supervisor)).Browser;
}
