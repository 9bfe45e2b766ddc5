using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Tests.Calls;

/// <summary>
/// A room that plays itself: does at once what the call asks of Twilio, and reports it, as far as nobody says otherwise. Legs are rung
/// until <see cref="Answer"/> or <see cref="End"/>.
/// </summary>
internal sealed class PlayedRoom
{
    private readonly Dictionary<LegId, RoomFlags> inside = [];
    private readonly List<LegId> live = [];
    private DateTimeOffset now = RoomScript.Start;
    private int sequence;
    private int sids;
    private int stepsUntilHangup;

    public PlayedRoom(bool record = false)
    {
        Call = RoomScript.NewCall(record: record);
        Take(new LegRequested(Call.Id, Call.OrganizationId, Call.LegOf(LegRole.Agent).Id));
        Settle();
        Answer(Call.LegOf(LegRole.Agent));
        Answer(Call.LegOf(LegRole.Contact));
    }

    public Call Call { get; }

    /// <summary>Which updates of a participant Twilio refuses.</summary>
    public Func<Leg, ParticipantUpdate, bool> Refuses { get; set; } = (_, _) => false;

    /// <summary>Whether the contact has hung up where <see cref="HangUpAt"/> said.</summary>
    public bool HasHungUp { get; private set; }

    /// <summary>Legs that ring or are on the line at Twilio.</summary>
    public IReadOnlyList<Leg> Live => [.. Call.Legs.Where(leg => live.Contains(leg.Id))];

    public IReadOnlyList<Leg> Inside => [.. Call.Legs.Where(leg => inside.ContainsKey(leg.Id))];

    public Leg Contact => Call.LegOf(LegRole.Contact);

    public Leg Agent => Call.LegOf(LegRole.Agent);

    public Leg Last => Call.Legs[^1];

    public bool IsOnHold(Leg leg) => inside.TryGetValue(leg.Id, out var flags) && flags.Hold;

    public RoomFlags FlagsOf(Leg leg) => inside[leg.Id];

    /// <summary>The contact hangs up before the next step of anybody, or so many steps later.</summary>
    public void HangUpAt(int step) => stepsUntilHangup = step;

    public void Do(Action<Call, DateTimeOffset> verb)
    {
        Step();
        verb(Call, Tick());
        Settle();
    }

    /// <summary>Somebody picks up, presses 1 where it is asked, and joins the room.</summary>
    public void Answer(Leg leg)
    {
        Step();
        Status(leg, LegStatus.Ringing);
        Step();
        Status(leg, LegStatus.InProgress);
        Settle();
        Step();
        var next = Call.MergeRoomAnswer(new LegKey(leg.Id, leg.CallSid!), Asking(), Tick());
        if (next is AnswerInstruction.AskToAccept)
        {
            Step();
            next = Call.MergeRoomAcceptance(new LegKey(leg.Id, leg.CallSid!), Asking(), "1", Tick());
        }

        if (next is not AnswerInstruction.Connect)
        {
            End(leg, LegStatus.Completed);
            return;
        }

        Step();
        if (!live.Contains(leg.Id))
        {
            return;
        }

        var flags = RoomFlow.FlagsWanted(Call, leg) with { Hold = false, Coaching = false, Muted = leg.Role is LegRole.Supervisor };
        inside[leg.Id] = flags;
        Report(RoomEvent.ParticipantJoin, leg, flags);
        Settle();
    }

    /// <summary>A leg is over, by itself or because Twilio was told to end it.</summary>
    public void End(Leg leg, LegStatus status)
    {
        if (!live.Remove(leg.Id))
        {
            return;
        }

        if (inside.Remove(leg.Id, out var flags))
        {
            Report(RoomEvent.ParticipantLeave, leg, flags);
            if (flags.EndsOnExit)
            {
                Empty(by: leg);
            }
        }

        Status(leg, status);
        Settle();
    }

    // Whatever anybody does next, the contact may have hung up just before.
    private void Step()
    {
        if (stepsUntilHangup > 0 && --stepsUntilHangup == 0)
        {
            HasHungUp = true;
            End(Contact, LegStatus.Completed);
        }
    }

    private void Empty(Leg by)
    {
        var others = Inside;
        inside.Clear();
        Call.MergeRoom(
            new RoomReport(
                RoomEvent.ConferenceEnd,
                RoomScript.Conference,
                CallSid: null,
                Flags: null,
                RoomSource.Callback,
                Tick(),
                ++sequence,
                EndedByCallSid: by.CallSid),
            now);
        foreach (var other in others)
        {
            // The Dial is over; we answer with a few words and Hangup.
            Call.MergeRoomLeft(new LegKey(other.Id, other.CallSid!), Asking(), Tick());
            End(other, LegStatus.Completed);
        }
    }

    private void Settle()
    {
        while (Call.TakeEvents() is { Count: > 0 } events)
        {
            foreach (var happened in events)
            {
                StepBefore(happened);
                Take(happened);
            }
        }
    }

    private void StepBefore(IDomainEvent happened)
    {
        if (happened is LegRequested or LegHangupNeeded or LegClosingNeeded or ParticipantUpdateNeeded)
        {
            Step();
        }
    }

    private void Take(IDomainEvent happened)
    {
        switch (happened)
        {
            case LegRequested requested when Call.IsUnwanted(LegOf(requested.LegId)):
                Call.WithdrawCreate(Tick(), requested.LegId);
                break;

            case LegRequested requested:
                live.Add(requested.LegId);
                Call.RecordCreateAccepted($"CA{++sids:x32}", TimeSpan.Zero, Tick(), requested.LegId);
                break;

            case LegHangupNeeded hangup:
                End(Call.Legs.Single(leg => leg.CallSid == hangup.CallSid), LegStatus.Completed);
                break;

            case LegClosingNeeded closing:
                End(LegOf(closing.LegId), LegStatus.Completed);
                break;

            case ParticipantUpdateNeeded update when Refuses(LegOf(update.LegId), RoomFlow.UpdateOf(Call, LegOf(update.LegId))):
                Call.RecordParticipantRefused(update.LegId, note: null, Tick());
                break;

            case ParticipantUpdateNeeded update when inside.ContainsKey(update.LegId):
                RoomScript.Update(Call, LegOf(update.LegId), Tick());
                inside[update.LegId] = Call.Room.WhereIs(update.LegId)!.Flags!;
                break;

            case RecordingNeeded when Call.RecordingChangeNeeded is { } change:
                Call.RecordRecordingChanged(change, "RE00000000000000000000000000000001", Tick());
                break;

            default:
                break;
        }
    }

    private Leg LegOf(LegId id) => Call.Legs.Single(leg => leg.Id == id);

    private void Status(Leg leg, LegStatus status) => Call.MergeLeg(
        role: null,
        new LegKey(leg.Id, leg.CallSid!),
        parentCallSid: null,
        new LegReport(status, Tick(), FactSource.Callback),
        now);

    private void Report(RoomEvent happened, Leg leg, RoomFlags flags) => Call.MergeRoom(
        new RoomReport(happened, RoomScript.Conference, leg.CallSid, flags, RoomSource.Callback, Tick(), ++sequence),
        now);

    private static LegReport Asking() => new(LegStatus.InProgress, At: null, FactSource.Request);

    private DateTimeOffset Tick() => now = now.AddSeconds(1);
}
