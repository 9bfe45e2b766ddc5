using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Web.Tests.Hosting;

/// <summary>How calls are placed for organizations that have not chosen.</summary>
internal sealed class DefaultTopologyTests : WithStandIn
{
    [TestCase("true", "", Topology.Room)]
    [TestCase("true", "Bridge", Topology.Bridge)]
    [TestCase("false", "", Topology.Bridge)]
    public async Task In_development_the_demo_shows_rooms_and_everybody_else_has_bridges(string demo, string chosen, Topology expected)
    {
        await using var app = await CrmVoiceApp.StartAsync(Twilio.Url, ("Demo:Enabled", demo), ("Calls:Topology", chosen));

        Assert.That(app.Services.GetRequiredService<CallDefaults>().Topology, Is.EqualTo(expected));
    }
}
