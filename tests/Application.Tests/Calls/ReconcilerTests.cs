using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Calls;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>Which calls are seen to, and by which of several processes.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class ReconcilerTests(DatabaseProvider database)
{
    private const string AgentSid = "CA00000000000000000000000000000001";
    private TestCrm crm = null!;
    private Reconciler reconciler = null!;
    private Reconciler another = null!;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(database);
        (reconciler, another) = (crm.CreateReconciler(), crm.CreateReconciler());
    }

    [TearDown]
    public async Task StopAsync()
    {
        reconciler.Dispose();
        another.Dispose();
        await crm.DisposeAsync();
    }

    [Test]
    public async Task One_process_does_it_and_another_takes_over_within_half_a_minute_when_it_has_died()
    {
        Assert.That((await DoesAsync(reconciler), await DoesAsync(another)), Is.EqualTo((true, false)));
        crm.Clock.Advance(Reconciler.LooksEvery);
        Assert.That((await DoesAsync(another), await DoesAsync(reconciler)), Is.EqualTo((false, true)), "it has come back");

        crm.Clock.Advance(TimeSpan.FromSeconds(30) - Reconciler.LooksEvery);
        Assert.That((await DoesAsync(another), await DoesAsync(reconciler)), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task A_process_that_stops_leaves_it_to_others_at_once()
    {
        await DoesAsync(reconciler);
        await reconciler.StopAsync(CancellationToken.None);
        Assert.That(await DoesAsync(another), Is.True);
    }

    [Test]
    public async Task A_process_whose_work_it_is_not_asks_nothing()
    {
        var call = await LiveAsync();
        crm.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That(
            await crm.LookAsync(db =>
                new Leases(db, crm.Clock).TryHoldAsync(Reconciler.Lease, Guid.NewGuid(), Reconciler.LeaseLasts, CancellationToken.None)),
            Is.True);

        await DoesAsync(reconciler);

        Assert.That(await KindsAsync(call), Does.Not.Contain(LookUpLegs.Name));
    }

    [Test]
    public async Task A_live_call_is_looked_up_when_it_has_been_silent_for_a_minute()
    {
        var call = await LiveAsync();
        crm.Clock.Advance(TimeSpan.FromSeconds(59));
        await DoesAsync(reconciler);
        Assert.That(await KindsAsync(call), Does.Not.Contain(LookUpLegs.Name));

        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        await DoesAsync(reconciler);
        await DoesAsync(reconciler);
        Assert.That(await KindsAsync(call), Has.Exactly(1).EqualTo(LookUpLegs.Name));
    }

    [Test]
    public async Task A_leg_of_a_room_is_looked_up_once_it_may_ring_no_longer_and_not_while_it_may()
    {
        await InRoomsAsync();
        var call = await LiveAsync();
        var ringing = new LegReport(LegStatus.Ringing, crm.Clock.GetUtcNow(), FactSource.Callback);
        await crm.HearAsync(call, new CarrierReport.OfLeg(LegRole.Agent, AgentSid, null, ringing));
        crm.Clock.Advance(TimeSpan.FromSeconds(31));
        await DoesAsync(reconciler);
        Assert.That(await KindsAsync(call), Does.Not.Contain(LookUpLegs.Name), "rings for 25 s, and 5 s more at Twilio");

        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        await DoesAsync(reconciler);
        await DoesAsync(reconciler);
        Assert.That(await KindsAsync(call), Has.Exactly(1).EqualTo(LookUpLegs.Name));
        var (_, order) = await crm.ClaimAsync(call, LookUpLegs.Name);
        Assert.That(order, Is.Not.Null, "Twilio is asked");
    }

    [Test]
    public async Task An_ended_call_is_looked_up_once_its_last_callbacks_should_be_here()
    {
        var call = await LiveAsync();
        await crm.HearAsync(
            call,
            new CarrierReport.OfLeg(
                LegRole.Agent,
                AgentSid,
                null,
                new LegReport(LegStatus.NoAnswer, crm.Clock.GetUtcNow(), FactSource.Request)));
        crm.Clock.Advance(Call.TimeForLastCallbacks - TimeSpan.FromSeconds(1));
        await DoesAsync(reconciler);
        Assert.That(await KindsAsync(call), Does.Not.Contain(LookUpEndedLegs.Name));

        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        await DoesAsync(reconciler);
        await DoesAsync(reconciler);
        Assert.That(await KindsAsync(call), Has.Exactly(1).EqualTo(LookUpEndedLegs.Name));
    }

    [Test]
    public async Task Calls_that_Twilio_says_nothing_of_keep_no_other_from_being_looked_up()
    {
        await crm.AddLiveCallsAsync(Reconciler.MaxAtOnce);
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        var later = await LiveAsync();
        crm.Clock.Advance(TimeSpan.FromMinutes(2));

        await DoesAsync(reconciler);
        Assert.That(await KindsAsync(later), Does.Not.Contain(LookUpLegs.Name), "the others have been silent for longer");
        await DoesAsync(reconciler);
        Assert.That(await KindsAsync(later), Has.Exactly(1).EqualTo(LookUpLegs.Name));
    }

    [Test]
    public async Task Whoever_was_in_the_room_that_the_contact_left_is_hung_up_ten_seconds_later_where_Twilio_has_not_done_so()
    {
        var call = await InARoomAsync();
        await crm.PlayAsync(call, (room, twilio) => twilio.HangUp(room.LegOf(LegRole.Contact)));
        crm.Clock.Advance(TimeSpan.FromSeconds(9));
        await DoesAsync(reconciler);
        Assert.That(await KindsAsync(call), Does.Not.Contain(HangUpLeg.Name), "Twilio does it");

        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        await DoesAsync(reconciler);
        await DoesAsync(reconciler);
        var asked = (await crm.OutboxAsync(call)).Where(request => request.Kind is HangUpLeg.Name).ToList();
        Assert.That(asked, Has.Count.EqualTo(1));
        Assert.That(asked[0].DueAt, Is.EqualTo(crm.Clock.GetUtcNow()));
        await crm.PlayAsync(call, (room, _) =>
            Assert.That(HangUpLeg.CallSidOf(asked[0]), Is.EqualTo(room.LegOf(LegRole.Agent).CallSid)));
    }

    [Test]
    public async Task A_room_that_ends_cleanly_asks_nothing_of_Twilio()
    {
        var call = await InARoomAsync();
        var before = (await KindsAsync(call)).ToList();
        await crm.PlayAsync(call, (room, twilio) => twilio.HangUp(room.LegOf(LegRole.Contact)));
        await crm.PlayAsync(call, (room, twilio) => twilio.HangUp(room.LegOf(LegRole.Agent)));
        crm.Clock.Advance(TimeSpan.FromSeconds(30));
        await DoesAsync(reconciler);
        Assert.That((await crm.SeeAsync(call)).State, Is.EqualTo(CallState.Ended));
        Assert.That(await KindsAsync(call), Is.EqualTo(before));
    }

    private static Task<bool> DoesAsync(Reconciler reconciler) => reconciler.TryReconcileAsync(CancellationToken.None);

    private async Task<Guid> LiveAsync()
    {
        var call = (await crm.SendAsync(new PlaceCall("+5511987650001", null))).Id;
        var (request, _) = await crm.ClaimAsync(call, CreateCall.Name);
        await crm.SendAsync(new RecordCreateOutcome(request, new CreateOutcome.Accepted(AgentSid, TimeSpan.Zero)));
        return call;
    }

    private async Task<Guid> InARoomAsync()
    {
        await InRoomsAsync();
        var call = (await crm.SendAsync(new PlaceCall(null, crm.Contact.Value))).Id;
        await crm.PlayAsync(call, (_, twilio) => twilio.Connect());
        return call;
    }

    private async Task InRoomsAsync() =>
        await crm.ChangeOrganizationAsync(organization => organization.ChangeCallSettings(new CallSettings { Topology = Topology.Room }));

    private async Task<IEnumerable<string>> KindsAsync(Guid call) => (await crm.OutboxAsync(call)).Select(request => request.Kind);
}
