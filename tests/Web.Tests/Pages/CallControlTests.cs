using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>Settings, Calls: whether calls are made on a bridge or in a room, and whether agents are told of supervisors.</summary>
internal sealed class CallControlTests : WithStandIn
{
    private const string Path = "/settings/calls";

    [TestCase("en", "Installation default: Bridge", "conference fee", "Tell agents when a supervisor takes part")]
    [TestCase("pt-BR", "Padrão da instalação: Ponte", "tarifa de conferência", "Avisar agentes quando a supervisão participa")]
    public async Task The_page_says_what_each_choice_costs_and_brings(string language, params string[] said)
    {
        var (_, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync(language), Role.Admin);
        using var _ = browser;
        await browser.OpenAsync(Path);
        await browser.SubmitAsync("/language", ("language", language));

        var page = await browser.OpenAsync(Path);

        Assert.That(said, Is.All.Matches<string>(words => page.Text.Contains(words, StringComparison.Ordinal)));
        Assert.That(page.FieldsOf(Path)["CallControl"], Is.Empty);
        Assert.That(page.FieldsOf(Path)["TellAgentsOfSupervision"], Is.EqualTo("true"));
    }

    [Test]
    public async Task What_is_chosen_is_kept_and_can_be_left_to_the_installation_again()
    {
        var tenant = await App.CreateOrganizationAsync();
        var (_, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = browser;
        await browser.OpenAsync(Path);

        await browser.SubmitAsync(Path, ("CallControl", "Room"), ("TellAgentsOfSupervision", "false"));
        var chosen = (await browser.OpenAsync(Path)).FieldsOf(Path);

        Assert.That((chosen["CallControl"], chosen["TellAgentsOfSupervision"]), Is.EqualTo(("Room", "false")));
        Assert.That(await StoredAsync(tenant), Is.EqualTo(((Topology?)Topology.Room, false)));

        await browser.SubmitAsync(Path, ("CallControl", ""), ("TellAgentsOfSupervision", "true"));

        Assert.That(await StoredAsync(tenant), Is.EqualTo(((Topology?)null, true)));
    }

    [TestCase("Circle")]
    [TestCase("7")]
    public async Task What_there_is_not_is_explained_beside_its_field_and_nothing_is_stored(string control)
    {
        var tenant = await App.CreateOrganizationAsync();
        var (_, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = browser;
        await browser.OpenAsync(Path);

        await browser.SubmitAsync(Path, ("CallControl", "Room"));

        var refused = await browser.SubmitAsync(Path, ("CallControl", control), ("TellAgentsOfSupervision", "false"));

        Assert.That(refused.Status, Is.EqualTo(422));
        Assert.That(refused.All(".input-validation-error[name=CallControl]"), Is.Not.Empty);
        Assert.That(await StoredAsync(tenant), Is.EqualTo(((Topology?)Topology.Room, true)));
    }

    private static async Task<(Topology? Control, bool Tells)> StoredAsync(Tenant tenant)
    {
        await using var scope = App.Enter(tenant.Id, out CrmVoiceDbContext db);
        var settings = (await db.Organizations.AsNoTracking().SingleAsync()).CallSettings;
        return (settings.Topology, settings.TellAgentsOfSupervision);
    }
}
