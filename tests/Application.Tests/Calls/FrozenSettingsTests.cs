using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>A call goes on by the settings that it was placed with.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class FrozenSettingsTests(DatabaseProvider database)
{
    private const string AgentSid = "CA00000000000000000000000000000001";
    private const string NextAgentSid = "CA00000000000000000000000000000009";
    private static readonly LegReport inPassing = new(LegStatus.InProgress, At: null, FactSource.Request);
    private static readonly CallSettings before = new()
    {
        AgentRingSeconds = 11,
        ContactRingSeconds = 12,
        LongestCallSeconds = 120,
        Record = true,
        Texts = [new SpokenTexts("pt-BR", Connecting: "Antes.", Busy: "Ocupado antes.")],
    };
    private static readonly CallSettings after = new()
    {
        AgentRingSeconds = 21,
        ContactRingSeconds = 22,
        LongestCallSeconds = 240,
        AgentMustAccept = true,
        Texts = [new SpokenTexts("pt-BR", AskToAccept: "Depois.", Busy: "Ocupado depois.")],
    };

    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(database);
        await crm.ChangeOrganizationAsync(organization => organization.ChangeCallSettings(before));
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task Changed_settings_hold_for_the_next_call()
    {
        var call = (await crm.SendAsync(new PlaceCall(null, crm.Contact.Value))).Id;
        await crm.ChangeOrganizationAsync(organization => organization.ChangeCallSettings(after));
        var order = await AskedAsync(call, AgentSid);
        var answer = (CallInstruction.Connect)await crm.SendAsync(new AnswerLeg(call, AgentSid, inPassing));
        var busy = new DialResult(LegStatus.Busy, null, Bridged: false, DurationSeconds: null, AgentLegEnded: false);
        var end = (CallInstruction.HangUp)await crm.SendAsync(new TakeDialResult(call, AgentSid, inPassing, busy));
        await crm.HearAsync(
            call,
            new CarrierReport.OfLeg(
                LegRole.Agent,
                AgentSid,
                null,
                new LegReport(LegStatus.Completed, crm.Clock.GetUtcNow(), FactSource.Callback)));

        var next = (await crm.SendAsync(new PlaceCall(null, crm.Contact.Value))).Id;
        var nextOrder = await AskedAsync(next, NextAgentSid);
        var nextAnswer = (CallInstruction.AskToAccept)await crm.SendAsync(new AnswerLeg(next, NextAgentSid, inPassing));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((order.RingSeconds, order.LongestCallSeconds), Is.EqualTo((11, 120)));
            Assert.That((answer.Say.Text, answer.Settings.ContactRingSeconds, answer.Settings.Record), Is.EqualTo(("Antes.", 12, true)));
            Assert.That(end.Say?.Text, Is.EqualTo("Ocupado antes."));
            Assert.That((nextOrder.RingSeconds, nextOrder.LongestCallSeconds, nextAnswer.Say.Text), Is.EqualTo((21, 240, "Depois.")));
        }
    }

    [Test]
    public async Task A_call_keeps_to_its_bridge_or_room_whatever_is_chosen_meanwhile()
    {
        var bridge = await crm.SendAsync(new PlaceCall(null, crm.Contact.Value));
        await crm.ChangeOrganizationAsync(organization =>
            organization.ChangeCallSettings(before with { Topology = Topology.Room, TellAgentsOfSupervision = false }));
        var room = await crm.SendAsync(new PlaceCall("+5511987650002", null), crm.Supervisor);
        await crm.ChangeOrganizationAsync(organization => organization.ChangeCallSettings(before));

        Assert.That(
            ((await crm.SeeAsync(bridge.Id)).Topology, (await crm.SeeAsync(room.Id)).Topology),
            Is.EqualTo((Topology.Bridge, Topology.Room)));
        Assert.That((await crm.SeeAsync(room.Id)).TellsOfSupervision, Is.False);
    }

    private async Task<CreateOrder> AskedAsync(Guid call, string sid)
    {
        var (request, order) = await crm.ClaimAsync(call, CreateCall.Name);
        await crm.SendAsync(new RecordCreateOutcome(request, new CreateOutcome.Accepted(sid, TimeSpan.Zero)));
        return ((CreateCall.Order)order!).Asked;
    }
}
