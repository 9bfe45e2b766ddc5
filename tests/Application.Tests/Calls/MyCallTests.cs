using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Notes;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>What the call bar shows, and for how long.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class MyCallTests(DatabaseProvider database)
{
    private TestCrm crm = null!;
    private Guid call;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(database);
        call = (await crm.SendAsync(new PlaceCall(null, crm.Contact.Value))).Id;
        await crm.SendAsync(new HangUpCall(call));
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task How_a_call_ended_is_shown_for_a_while_and_to_its_agent_alone()
    {
        Assert.That((await crm.SendAsync(new GetMyCall()))?.Id, Is.EqualTo(call));
        Assert.That(await crm.SendAsync(new GetMyCall(), crm.Colleague), Is.Null);
        crm.Clock.Advance(GetMyCall.ResultShownFor);
        Assert.That((await crm.SendAsync(new GetMyCall()))?.Id, Is.EqualTo(call));

        crm.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That(await crm.SendAsync(new GetMyCall()), Is.Null);
    }

    [Test]
    public async Task Who_still_writes_notes_keeps_it()
    {
        crm.Clock.Advance(GetMyCall.ResultShownFor - TimeSpan.FromSeconds(1));
        await crm.SendAsync(new EditCallNotes(call, "calls back tomorrow"));
        crm.Clock.Advance(GetMyCall.ResultShownFor);

        Assert.That((await crm.SendAsync(new GetMyCall()))?.Notes, Is.EqualTo("calls back tomorrow"));
    }
}
