using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Carrier.Outbox;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Moq;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>
/// Each update of a participant refused, not known, not answered, and answered without being done: what is asked again and for how long,
/// and what people see afterwards.
/// </summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class UnansweredUpdateTests(DatabaseProvider database)
{
    private TestCrm crm = null!;
    private TestMember carla = null!;
    private Guid call;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(database);
        carla = await crm.HireAsync("Carla", "+5511999995504");
        await crm.ChangeOrganizationAsync(organization => organization.ChangeCallSettings(new CallSettings { Topology = Topology.Room }));
        call = (await crm.SendAsync(new PlaceCall(null, crm.Contact.Value))).Id;
        await PlayAsync((_, twilio) => twilio.Connect());
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task What_Twilio_does_not_do_is_taken_back_and_asked_again_only_where_that_may_help(
        [Values("hold", "unhold", "mute", "unmute", "transfer", "whisper")] string verb,
        [Values("refused", "unknown", "silent", "not done")] string answer)
    {
        await PrepareAsync(verb);
        var before = await StandAsync();
        crm.Carrier.Setup(twilio => twilio.UpdateParticipantAsync(It.IsAny<ParticipantOrder>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((ParticipantOrder order, CancellationToken _) => OutcomeOf(answer, order));
        await PressAsync(verb);
        var since = crm.Clock.GetUtcNow();

        var asked = await SendUpdatesAsync();

        Assert.That(asked, Is.EqualTo(answer is "refused" or "unknown" ? 1 : RecordParticipantOutcome.MaxAttempts));
        Assert.That(crm.Clock.GetUtcNow() - since, Is.LessThan(TimeSpan.FromMinutes(1)), "whoever pressed the button is told soon");
        Assert.That(await StandAsync(), Is.EqualTo(before));
        var seen = await crm.SeeAsync(call);
        Assert.That(seen.Transfers.Select(transfer => transfer.Result), Is.All.EqualTo(TransferResult.Returned));
        Assert.That(seen.Legs.All(leg => (leg.HoldRequested, leg.MuteRequested) == (leg.OnHold, leg.Muted && leg.Supervision is null)));
        Assert.That(
            (await crm.OutboxAsync(call)).Count(request => request.Kind == CreateCall.Name),
            Is.EqualTo(verb == "whisper" ? 3 : 2),
            "nobody is called who was not asked for");
    }

    private async Task PrepareAsync(string verb)
    {
        switch (verb)
        {
            case "unhold":
                await crm.SendAsync(new HoldLeg(call, null, IsOnHold: true));
                await PlayAsync((_, twilio) => twilio.Obey());
                break;
            case "unmute":
                await crm.SendAsync(new MuteLeg(call, null, IsMuted: true));
                await PlayAsync((_, twilio) => twilio.Obey());
                break;
            case "whisper":
                await crm.SendAsync(new SuperviseCall(call, SupervisionMode.Listen), crm.Supervisor);
                await PlayAsync((room, twilio) => twilio.AnswerAndJoin(room.Legs.Single(leg => leg.Role is LegRole.Supervisor)));
                break;
            default:
                break;
        }
    }

    private Task PressAsync(string verb) => verb switch
    {
        "hold" or "unhold" => crm.SendAsync(new HoldLeg(call, null, IsOnHold: verb == "hold")),
        "mute" or "unmute" => crm.SendAsync(new MuteLeg(call, null, IsMuted: verb == "mute")),
        "transfer" => crm.SendAsync(new StartTransfer(call, new PartyToCall(carla.Id.Value, null), TransferKind.Warm)),
        _ => crm.SendAsync(new SuperviseCall(call, SupervisionMode.Whisper), crm.Supervisor),
    };

    /// <summary>What the dispatcher would do by its clock.</summary>
    /// <returns>How often the carrier was asked.</returns>
    private async Task<int> SendUpdatesAsync()
    {
        for (var asked = 0; ;)
        {
            var request = (await crm.OutboxAsync(call)).Find(one =>
                one is { Kind: UpdateParticipant.Name, State: CarrierRequestState.Pending });
            if (request is null)
            {
                return asked;
            }

            if (request.DueAt > crm.Clock.GetUtcNow())
            {
                crm.Clock.SetUtcNow(request.DueAt);
            }

            if (await crm.SendAsync(new ClaimCarrierRequest(request.Id)) is { } order)
            {
                await crm.AskCarrierAsync(request, order);
                Assert.That(++asked, Is.LessThan(20), "asked without end");
            }
        }
    }

    // How everybody who is not about to be called takes part, and what is shown of it.
    private async Task<string> StandAsync()
    {
        var legs = new List<string>();
        await PlayAsync((room, _) => legs.AddRange(room.Legs.Where(leg => leg.CallSid is not null)
            .Select(leg => $"{leg.Role} {room.Room.WhereIs(leg.Id)?.Flags} {leg.HoldRequested} {leg.MuteRequested} {leg.Supervision}")));
        return string.Join('\n', legs);
    }

    private ParticipantOutcome OutcomeOf(string answer, ParticipantOrder order) => answer switch
    {
        "refused" => new ParticipantOutcome.Refused(new CarrierError(20001, "no")),
        "unknown" => new ParticipantOutcome.Gone(),
        "silent" => new ParticipantOutcome.TryAgain(),
        _ => new ParticipantOutcome.Done(new RoomReport(
            RoomEvent.ParticipantModify,
            order.ConferenceSid,
            order.CallSid,
            // The opposite of whatever was asked for.
            new RoomFlags(
                order.Update.Hold is false,
                order.Update.Muted is false,
                order.Update.Coaching is false,
                order.Update.EndsOnExit is not true),
            RoomSource.Answer,
            At: crm.Clock.GetUtcNow())),
    };

    private Task PlayAsync(Action<Call, TwilioRoom> play) => crm.PlayAsync(call, play);
}
