using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Tests.Calls;

/// <summary>
/// The contact hangs up before any step of whatever goes on in the call: between the press of a button and what Twilio is asked, while
/// somebody is rung, answers, presses 1 and joins. Everybody else is let go.
/// </summary>
internal sealed class ContactHangsUpTests
{
    private static readonly PhoneNumber outside = PhoneNumber.Parse("+551131230099");

    public static IEnumerable<TestCaseData> Scripts()
    {
        yield return Script("hold", Hold(true), Hold(false));
        yield return Script("mute", room => room.Do((call, at) => call.SetMute(room.Agent.Id, isMuted: true, at)));
        yield return Script("cold", Start(TransferKind.Cold), Answer);
        yield return Script("cold to a number outside", StartOutside(TransferKind.Cold), Answer);
        yield return Script("cold, not taken", Start(TransferKind.Cold), Decline, Answer);
        yield return Script("cold, taken by nobody", Start(TransferKind.Cold), Decline, Decline);
        yield return Script("warm", Start(TransferKind.Warm), Answer, Complete);
        yield return Script("warm to a number outside", StartOutside(TransferKind.Warm), Answer, Complete);
        yield return Script("warm, not taken", Start(TransferKind.Warm), Decline);
        yield return Script("warm, merged", Start(TransferKind.Warm), Answer, Merge, room => room.End(room.Agent, LegStatus.Completed));
        yield return Script("warm, merged and completed", Start(TransferKind.Warm), Answer, Merge, Complete);
        yield return Script("warm, taken back", Start(TransferKind.Warm), Answer, Cancel);
        yield return Script("warm, taken back while it rings", Start(TransferKind.Warm), Cancel);
        yield return Script("warm, held before", Hold(true), Start(TransferKind.Warm), Answer, Complete);
        yield return Script("add a colleague", Add(RoomScript.Bruno, RoomScript.BrunosPhone), Answer, Remove);
        yield return Script("add a guest", Add(member: null, outside), Answer, room => room.End(room.Agent, LegStatus.Completed));
        yield return Script("listen", Supervise(SupervisionMode.Listen), Answer, EndSupervision);
        yield return Script(
            "whisper and barge", Supervise(SupervisionMode.Whisper), Answer, Supervise(SupervisionMode.Barge), EndSupervision);
        yield return Script(
            "whispered to in a transfer",
            Supervise(SupervisionMode.Whisper),
            Answer,
            Start(TransferKind.Warm),
            Answer,
            Complete);
    }

    [TestCaseSource(nameof(Scripts))]
    public void Whenever_the_contact_hangs_up_everybody_is_let_go_and_nobody_rings_on(Action<PlayedRoom>[] script)
    {
        for (var step = 1; Play(script, step) is { HasHungUp: true } room; step++)
        {
            Assert.That(step, Is.LessThan(200), "a script ends");
            var call = room.Call;
            using (Assert.EnterMultipleScope())
            {
                Assert.That(room.Live, Is.Empty, $"step {step}");
                Assert.That((call.State, call.Result), Is.EqualTo((CallState.Ended, CallResult.Answered)), $"step {step}");
                Assert.That(call.Legs.Where(leg => leg.IsOpen), Is.Empty, $"step {step}");
                Assert.That(call.Transfers.All(transfer => !transfer.IsOpen), $"step {step}: a transfer hangs");
                Assert.That(call.Seated, Is.Empty, $"step {step}: a seat is kept");
                Assert.That(call.Live, Is.EqualTo(LiveConditions.None), $"step {step}");
                Assert.That(call.EndedBy!.Role, Is.EqualTo(EndedByRole.Contact), $"step {step}");
            }
        }
    }

    private static PlayedRoom Play(Action<PlayedRoom>[] script, int hangsUpAt)
    {
        var room = new PlayedRoom();
        room.HangUpAt(hangsUpAt);
        foreach (var verb in script)
        {
            try
            {
                verb(room);
            }
            catch (DomainRuleException) when (room.HasHungUp)
            {
                // Whoever presses a button after that is told so.
            }
        }

        return room;
    }

    private static TestCaseData Script(string name, params Action<PlayedRoom>[] script) =>
        new TestCaseData((object)script).SetArgDisplayNames(name);

    private static Action<PlayedRoom> Hold(bool isOnHold) =>
        room => room.Do((call, at) => call.SetHold(legId: null, isOnHold, at));

    private static Action<PlayedRoom> Start(TransferKind kind) => room => room.Do((call, at) =>
        call.StartTransfer(room.Agent.Id, kind, RoomScript.Bruno, RoomScript.BrunosPhone, RoomScript.Ana, at));

    private static Action<PlayedRoom> StartOutside(TransferKind kind) => room => room.Do((call, at) =>
        call.StartTransfer(room.Agent.Id, kind, member: null, outside, RoomScript.Ana, at));

    private static Action<PlayedRoom> Add(MembershipId? member, PhoneNumber number) =>
        room => room.Do((call, at) => call.AddLeg(member, number, call.PlacedBy, at));

    private static Action<PlayedRoom> Supervise(SupervisionMode mode) =>
        room => room.Do((call, at) => call.Supervise(RoomScript.Sofia, RoomScript.SofiasPhone, mode, at));

    private static void EndSupervision(PlayedRoom room) => room.Do((call, at) => call.EndSupervision(RoomScript.Sofia, at));

    private static void Answer(PlayedRoom room)
    {
        if (room.Live.Contains(room.Last))
        {
            room.Answer(room.Last);
        }
    }

    private static void Decline(PlayedRoom room) => room.End(room.Last, LegStatus.NoAnswer);

    private static void Complete(PlayedRoom room) => Change(room, (call, id, at) => call.CompleteTransfer(id, at));

    private static void Merge(PlayedRoom room) => Change(room, (call, id, at) => call.MergeTransfer(id, at));

    private static void Cancel(PlayedRoom room) => Change(room, (call, id, at) => call.CancelTransfer(id, at));

    private static void Remove(PlayedRoom room) => room.Do((call, at) => call.RemoveLeg(room.Last.Id, at));

    private static void Change(PlayedRoom room, Action<Call, TransferId, DateTimeOffset> change)
    {
        if (room.Call.Transfers is [.., var last])
        {
            room.Do((call, at) => change(call, last.Id, at));
        }
    }
}
