using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>The steps of a call say whose telephone they mean, as the reader would.</summary>
internal sealed class StepNameTests : WithStandIn
{
    [Test]
    public async Task To_the_agent_it_is_the_own_phone_and_to_the_supervisor_the_agents()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        var (_, supervisor) = await App.HireWithBrowserAsync(role: Role.Supervisor);
        using var __ = supervisor;
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await call.SayAsync(call.Agent("ringing", 1));

        var (own, others) = (
            StepsOf(await browser.OpenAsync($"/calls/{call.Id}")),
            StepsOf(await supervisor.OpenAsync($"/calls/{call.Id}")));

        var agentsName = agent.Name.Split(' ')[0];
        Assert.That(own, Is.EqualTo(new[] { "Seu telefone", "Você", "Telefone de Carlos", "Conversa" }));
        Assert.That(others, Is.EqualTo(new[] { $"Telefone de {agentsName}", agentsName, "Telefone de Carlos", "Conversa" }));
    }

    private static IReadOnlyList<string> StepsOf(Page page) => page.Lines("ol.steps-lg .step-name");
}
