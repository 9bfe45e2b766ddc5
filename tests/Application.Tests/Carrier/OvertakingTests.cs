using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Outbox;
using CrmVoice.Application.Common;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CrmVoice.Application.Tests.Carrier;

/// <summary>
/// An agent waits in the room for the contact, while others want to call: two organizations on one account, which may be asked for one call
/// a second.
/// </summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class OvertakingTests(DatabaseProvider database)
{
    private MeetingGate gate = null!;
    private TestCrm crm = null!;
    private Guid call;

    [SetUp]
    public async Task StartAsync()
    {
        gate = new MeetingGate();
        crm = await TestCrm.StartAsync(
            database,
            callsPerSecond: 1,
            change: services => services.Replace(ServiceDescriptor.Scoped<IUnitOfWork>(provider =>
                new GatedUnitOfWork(ActivatorUtilities.CreateInstance<UnitOfWork>(provider), gate))));
        await crm.ProveAccountsAsync();
        await crm.ChangeOrganizationAsync(organization => organization.ChangeCallSettings(new CallSettings { Topology = Topology.Room }));
        call = await PlaceAsync(crm.Agent);
        Assert.That(await ClaimAsync(call), Is.TypeOf<CreateCall.Order>());
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task The_contact_of_an_agent_who_waits_in_the_room_goes_before_new_calls_also_of_another_organization()
    {
        await JoinAsync();
        var (sent, strangers, own) = (await PlaceAsync(crm.Supervisor), await PlaceAsync(crm.Stranger), await PlaceByAnotherAsync());
        Assert.That(await ClaimAsync(sent), Is.TypeOf<CreateCall.Order>());
        Assert.That(await ClaimAsync(strangers, crm.Stranger), Is.Null);
        Assert.That(await ClaimAsync(own), Is.Null);

        Assert.That(await ClaimContactAsync(), Is.Null, "one has just been sent");
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await ClaimAsync(strangers, crm.Stranger), Is.Null);
        Assert.That(await ClaimContactAsync(), Is.TypeOf<CreateCall.Order>());

        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await ClaimAsync(own), Is.Null);
        Assert.That(await ClaimAsync(strangers, crm.Stranger), Is.TypeOf<CreateCall.Order>(), "who came first still comes first");
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await ClaimAsync(own), Is.TypeOf<CreateCall.Order>());
    }

    [Test]
    public async Task One_that_is_overtaken_at_the_very_moment_of_its_turn_and_the_one_that_overtakes_are_not_sent_together()
    {
        await JoinAsync();
        var (sent, next) = (await PlaceAsync(crm.Supervisor), await PlaceByAnotherAsync());
        await ClaimAsync(sent);
        await ClaimAsync(next);
        crm.Clock.Advance(TimeSpan.FromSeconds(1));

        var orders = await ClaimTogetherAsync(await RequestAsync(next), await ContactRequestAsync());

        Assert.That(orders.Count(order => order is not null), Is.EqualTo(1));
    }

    [Test]
    public async Task Of_two_that_find_the_line_free_in_the_same_instant_one_is_sent_and_the_other_waits()
    {
        crm.Clock.Advance(TimeSpan.FromSeconds(2));
        var (one, other) = (await PlaceAsync(crm.Supervisor), await PlaceByAnotherAsync());

        var orders = await ClaimTogetherAsync(await RequestAsync(one), await RequestAsync(other));

        Assert.That(orders.Count(order => order is not null), Is.EqualTo(1));
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await ClaimAsync(orders[0] is null ? one : other), Is.TypeOf<CreateCall.Order>());
    }

    [Test]
    public async Task With_nobody_in_line_the_contact_is_called_at_once()
    {
        await JoinAsync();
        Assert.That(await ClaimContactAsync(), Is.TypeOf<CreateCall.Order>());
    }

    [Test]
    public async Task A_contacts_leg_that_Twilio_did_not_take_is_the_first_after_the_pause()
    {
        await JoinAsync();
        Assert.That(await ClaimContactAsync(), Is.TypeOf<CreateCall.Order>());
        var next = await PlaceAsync(crm.Supervisor);
        Assert.That(await ClaimAsync(next), Is.Null);
        await crm.SendAsync(
            new RecordCreateOutcome(
                (await ContactRequestAsync()).Id,
                new CreateOutcome.NotTaken(TimeSpan.FromSeconds(5), new CarrierError(20429, "Too Many Requests"))));

        var (contact, waiting) = (await ContactRequestAsync(), await RequestAsync(next));
        crm.Clock.SetUtcNow(contact.DueAt);
        Assert.That(await ClaimAsync(next), Is.Null);
        Assert.That(await ClaimContactAsync(), Is.TypeOf<CreateCall.Order>());
        Assert.That(contact.DueAt - waiting.DueAt, Is.EqualTo(TimeSpan.FromSeconds(5)), "it was to go when the other was");
    }

    private Task JoinAsync() => crm.PlayAsync(call, (room, twilio) => twilio.AnswerAndJoin(room.LegOf(LegRole.Agent)));

    private async Task<Guid> PlaceAsync(TestMember member)
    {
        var placed = await crm.SendAsync(new PlaceCall(member == crm.Stranger ? "+14155550123" : "+5511987650001", null), member);
        crm.Clock.Advance(TimeSpan.FromTicks(1));
        return placed.Id;
    }

    private async Task<Guid> PlaceByAnotherAsync() => await PlaceAsync(await crm.HireAsync("Carla", "+5511999995504"));

    private async Task<CarrierOrder?> ClaimAsync(Guid id, TestMember? member = null) =>
        await crm.SendAsync(new ClaimCarrierRequest((await RequestAsync(id)).Id), member);

    // As two processes would: both have looked at the line before either of them has stored anything.
    private async Task<CarrierOrder?[]> ClaimTogetherAsync(params CarrierRequest[] requests)
    {
        gate.Close();
        return await Task.WhenAll(
            requests.Select(request => Task.Run(() => crm.SendAsync(new ClaimCarrierRequest(request.Id)))));
    }

    private async Task<CarrierOrder?> ClaimContactAsync() =>
        await crm.SendAsync(new ClaimCarrierRequest((await ContactRequestAsync()).Id));

    private Task<CarrierRequest> RequestAsync(Guid id) => FindAsync(id, beginsCall: true);

    private Task<CarrierRequest> ContactRequestAsync() => FindAsync(call, beginsCall: false);

    private async Task<CarrierRequest> FindAsync(Guid id, bool beginsCall)
    {
        var requests = await crm.LookAsync(db => db.CarrierRequests.OfAllOrganizations().AsNoTracking()
            .Where(request => request.CallId == new CallId(id) && request.Kind == CreateCall.Name)
            .ToListAsync());
        return requests.Single(request => request.BeginsCall == beginsCall);
    }
}
