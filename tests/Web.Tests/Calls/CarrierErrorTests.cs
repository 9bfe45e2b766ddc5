using System.Net.Http.Json;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Calls;

/// <summary>People are told what an error of Twilio's means, in their language; Twilio's own words are small print.</summary>
internal sealed class CarrierErrorTests : WithStandIn
{
    private const string Closed = "As chamadas para este país não estão habilitadas na conta Twilio.";
    private const string Original = "Account not authorized to call this number.";
    private const string About = "https://www.twilio.com/docs/api/errors/21215";

    [TestCase(Role.Agent, "Fale com quem administra o CrmVoice.")]
    [TestCase(Role.Admin, "Habilite o país no Twilio Console, em Voice, Geo permissions.")]
    public async Task The_page_of_a_call_says_why_it_was_refused_and_what_can_be_done(Role role, string next)
    {
        var (agent, browser) = await App.HireWithBrowserAsync(role: role);
        using var _ = browser;
        var call = await RefusedAsync(agent);

        var page = (await browser.OpenAsync($"/calls/{call}")).Text;

        Assert.That(page, Does.Contain($"mas a chamada não foi feita. {Closed}").And.Contain(next));
        Assert.That(page.Split(Original), Has.Length.EqualTo(2), "Twilio's words stand there once");
        Assert.That(page.Contains(About, StringComparison.Ordinal), Is.EqualTo(role is Role.Admin), "links to Twilio are for admins");
    }

    [TestCase("pt-BR", Closed)]
    [TestCase("en", "Calls to this country are not enabled on the Twilio account.")]
    public async Task The_api_says_why_in_the_callers_language(string language, string why)
    {
        var agent = await App.HireAsync();
        agent.Api.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var call = await RefusedAsync(agent);

        var listed = (await agent.Api.GetFromJsonAsync<PageOf<CallBody>>($"api/v1/calls?agentId={agent.Id}"))!.Items;

        var error = new CarrierErrorBody(21215, why);
        Assert.That(((await agent.CallAsync(call)).CarrierError, listed.Single().CarrierError), Is.EqualTo((error, error)));
    }

    [Test]
    public async Task A_text_that_cannot_be_heard_is_not_heard_for_a_reason()
    {
        var (admin, browser) = await App.HireWithBrowserAsync(role: Role.Admin);
        using var _ = browser;
        Twilio.WhenCalling(admin.Phone, Answers.Error(400, 21215, Original));
        var form = (await browser.OpenAsync("/settings/calls")).FieldsOf("/settings/calls");
        (form["language"], form["moment"]) = ("en", "Connecting");

        using var request = new HttpRequestMessage(HttpMethod.Post, "/settings/calls/hearings")
        {
            Content = new FormUrlEncodedContent(form),
        };
        using var answer = await browser.SendAsync(request);

        var toast = await Page.ReadAsync(answer);
        Assert.That(
            toast.Text,
            Does.Contain($"Não foi possível ligar para o seu telefone. {Closed} Habilite o país").And.Contain($"21215 · {Original}"));
    }

    private static async Task<Guid> RefusedAsync(Agent agent)
    {
        Twilio.WhenCalling(agent.Phone, Answers.Error(400, 21215, Original));
        return (await agent.EndedAsync((await agent.PlaceAsync("+5511987650001")).Id)).Id;
    }
}
