using AngleSharp.Dom;
using CrmVoice.Domain.Identity;
using CrmVoice.Tests;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>Agents read a call in human steps; supervisors can look under them.</summary>
internal sealed class TimelineTests : WithStandIn
{
    [TestCase(
        "pt-BR",
        "Seu telefone tocou por 1 s",
        "Você atendeu",
        "Telefone de Carlos Lima tocou por 2 s",
        "Você e Carlos Lima conversaram por 10 s",
        "Chamada encerrada")]
    [TestCase(
        "en",
        "Your phone rang for 1 s",
        "You answered",
        "Carlos Lima's phone rang for 2 s",
        "You and Carlos Lima talked for 10 s",
        "Call ended")]
    public async Task An_agent_reads_the_own_call_in_five_steps_and_nothing_of_webhooks(string language, params string[] steps)
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        var call = await AnsweredAsync(agent);

        var page = await PageOfAsync(browser, language, call.Id);

        Assert.That(ToldIn(page), Is.EqualTo(steps));
        Assert.That(page.All("#diagnosis, .is-forensic"), Is.Empty);
        Assert.That(page.Html, Does.Not.Contain("Twilio"));
    }

    [TestCase("pt-BR", "Diagnóstico", "repetido, chegou 2 vezes")]
    [TestCase("en", "Diagnosis", "repeated, arrived 2 times")]
    public async Task A_supervisor_opens_the_diagnosis_where_what_came_twice_stands_once(string language, string diagnosis, string twice)
    {
        var (supervisor, browser) = await App.HireWithBrowserAsync(role: Role.Supervisor);
        using var _ = browser;
        var agent = await App.HireAsync();
        var call = await AnsweredAsync(agent);
        await call.SayAsync(call.Contact("completed", 16, ("CallDuration", "10")));

        var page = await PageOfAsync(browser, language, call.Id);

        Assert.That(ToldIn(page)[1], Is.EqualTo(language == "en" ? $"{agent.Name} answered" : $"{agent.Name} atendeu"));
        Assert.That(page.Lines("details#diagnosis strong"), Does.Contain(diagnosis));
        Assert.That(page.Lines(".flag"), Has.Exactly(1).EqualTo("×2"), "one row is folded");
        Assert.That(page.Text, Does.Contain(twice));
        Assert.That(page.All(".arrival"), Has.Count.EqualTo(2), "and shows each arrival");
    }

    [Test]
    public async Task Where_a_call_went_no_further_is_told_with_the_reason()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await call.SayAsync(call.Agent("ringing", 1), call.Agent("in-progress", 2), call.Answer());
        await call.SayAsync(
            call.Contact("initiated", 3),
            call.Contact("busy", 4, ("SipResponseCode", "486")),
            call.Dial("busy"),
            call.Agent("completed", 6));

        var page = await PageOfAsync(browser, "en", call.Id);

        Assert.That(ToldIn(page)[^2..], Is.EqualTo(new[] { "Carlos Lima's line was busy", "Call ended" }));
        Assert.That(page.All("li.is-stopped"), Is.Not.Empty);
    }

    [Test]
    public async Task The_api_still_tells_every_step()
    {
        var agent = await App.HireAsync();
        var call = await AnsweredAsync(agent);

        Assert.That(
            (await agent.TimelineAsync(call.Id)).Select(step => step.Kind),
            Does.Contain("create-accepted").And.Contain("answer-requested").And.Contain("status"));
    }

    private static async Task<TwilioCall> AnsweredAsync(Agent agent)
    {
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await call.SayAsync(call.Agent("ringing", 1), call.Agent("in-progress", 2), call.Answer());
        await call.SayAsync(
            call.Contact("initiated", 3),
            call.Contact("ringing", 4),
            call.Contact("in-progress", 6),
            call.Contact("completed", 16, ("CallDuration", "10")));
        await call.SayAsync(call.Dial("completed", seconds: 10), call.Agent("completed", 16));
        return call;
    }

    private static async Task<Page> PageOfAsync(Browser browser, string language, Guid call)
    {
        await browser.OpenAsync("/contacts");
        await browser.SubmitAsync("/language", ("language", language));
        return await browser.OpenAsync($"/calls/{call}");
    }

    private static string[] ToldIn(Page page) => [.. page.All("ol.is-told > li").Select(TextOf)];

    private static string TextOf(IElement step) =>
        string.Join(' ', step.Children.Where(part => part.LocalName is not "time").Select(part => part.Line())).Trim();
}
