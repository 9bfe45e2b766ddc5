using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>What somebody on the line hears where nothing can be read.</summary>
public sealed class ApologyTests
{
    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync();

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task An_organization_whose_call_was_answered_is_known_to_speak_its_language_and_any_other_is_spoken_to_in_English()
    {
        var call = (await crm.SendAsync(new PlaceCall(null, crm.Contact.Value))).Id;
        var apologies = crm.Service<KnownApologies>();
        Assert.That(LanguageOf(crm.Agent.OrganizationId), Is.EqualTo("en"));

        await crm.SendAsync(
            new AnswerLeg(call, "CA00000000000000000000000000000001", new LegReport(LegStatus.InProgress, At: null, FactSource.Request)));

        Assert.That(
            (LanguageOf(crm.Agent.OrganizationId), LanguageOf(crm.Stranger.OrganizationId), LanguageOf(null)),
            Is.EqualTo(("pt-BR", "en", "en")));

        string? LanguageOf(OrganizationId? organization) => (apologies.Recall(organization) as CallInstruction.HangUp)?.Say?.Language;
    }
}
