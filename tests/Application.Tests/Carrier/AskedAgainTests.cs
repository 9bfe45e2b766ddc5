using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Carrier;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CrmVoice.Application.Tests.Carrier;

/// <summary>
/// Somebody presses a button, and the same request of an earlier press is found open; it is done in that very moment, by a process that
/// has not seen the new wish.
/// </summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class AskedAgainTests(DatabaseProvider database)
{
    private Meanwhile meanwhile = null!;
    private TestCrm crm = null!;
    private Guid call;

    [SetUp]
    public async Task StartAsync()
    {
        meanwhile = new Meanwhile();
        crm = await TestCrm.StartAsync(
            database,
            change: services => services.Replace(ServiceDescriptor.Scoped<ICarrierRequestRepository>(provider =>
                new InterruptedRequests(ActivatorUtilities.CreateInstance<CarrierRequestRepository>(provider), meanwhile))));
        await crm.ChangeOrganizationAsync(organization => organization.ChangeCallSettings(new CallSettings { Topology = Topology.Room }));
        call = (await crm.SendAsync(new PlaceCall(null, crm.Contact.Value))).Id;
        await crm.PlayAsync(call, (_, twilio) => twilio.Connect());
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task A_wish_is_sent_though_Twilios_answer_to_the_one_before_says_nothing_new()
    {
        await PressAsync(isOnHold: true);
        var (id, order) = await crm.ClaimAsync(call, UpdateParticipant.Name);
        var asked = ((UpdateParticipant.Order)order!).Asked;
        var onHold = new RoomReport(
            RoomEvent.ParticipantModify,
            asked.ConferenceSid,
            asked.CallSid,
            new RoomFlags(Hold: true, Muted: false, Coaching: false, EndsOnExit: true),
            RoomSource.Answer,
            crm.Clock.GetUtcNow());
        await crm.PlayAsync(call, (room, _) => room.MergeRoom(onHold, crm.Clock.GetUtcNow()));

        await PressAsync(
            isOnHold: false,
            () => crm.SendAsync(new RecordParticipantOutcome(id, asked.Update, null, new ParticipantOutcome.Done(onHold))));

        Assert.That(await NextAsync(), Is.EqualTo(new ParticipantUpdate(Hold: false)));
    }

    [Test]
    public async Task A_wish_is_sent_though_the_request_before_it_is_found_needless()
    {
        await PressAsync(isOnHold: true);
        await PressAsync(isOnHold: false);

        await PressAsync(isOnHold: true, () => crm.ClaimAsync(call, UpdateParticipant.Name));

        Assert.That(await NextAsync(), Is.EqualTo(new ParticipantUpdate(Hold: true)));
    }

    private async Task PressAsync(bool isOnHold, Func<Task>? asItIsStored = null)
    {
        meanwhile.Happens = asItIsStored;
        await crm.SendAsync(new HoldLeg(call, LegId: null, isOnHold));
        Assert.That(meanwhile.Happens is null, "it happened");
    }

    private async Task<ParticipantUpdate?> NextAsync() =>
        (await crm.OutboxAsync(call)).Exists(request => request is { Kind: UpdateParticipant.Name, State: CarrierRequestState.Pending })
            ? ((UpdateParticipant.Order?)(await crm.ClaimAsync(call, UpdateParticipant.Name)).Order)?.Asked.Update
            : null;

    private sealed class Meanwhile
    {
        /// <summary>Once, when somebody has read what is open and has stored nothing yet.</summary>
        public Func<Task>? Happens { get; set; }
    }

    private sealed class InterruptedRequests(ICarrierRequestRepository behind, Meanwhile meanwhile) : ICarrierRequestRepository
    {
        public void Add(CarrierRequest request) => behind.Add(request);

        public Task<CarrierRequest?> FindAsync(Guid id, CancellationToken cancellationToken) => behind.FindAsync(id, cancellationToken);

        public async Task<IReadOnlyList<CarrierRequest>> ListAsync(CallId callId, CancellationToken cancellationToken)
        {
            var open = await behind.ListAsync(callId, cancellationToken);
            if (meanwhile.Happens is { } happens)
            {
                meanwhile.Happens = null;
                await happens();
            }

            return open;
        }
    }
}
