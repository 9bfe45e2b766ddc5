using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <content>Ending a call: stored at once, and carried out as soon as possible.</content>
public sealed partial class Call
{
    public DateTimeOffset? HangupRequestedAt { get; private set; }

    /// <summary>Who asked for it; null where nobody did, and for calls hung up before this was recorded.</summary>
    public MembershipId? HangupRequestedBy { get; private set; }

    /// <summary>Records that the call is to end, whatever its state. An ended call is not changed.</summary>
    public void RequestHangup(MembershipId by, DateTimeOffset now)
    {
        if (HasEnded || HangupRequestedAt is not null)
        {
            return;
        }

        Record(StepKinds.HangupRequested, leg: null, at: now, receipt: now, note: null, change: () =>
        {
            (HangupRequestedAt, HangupRequestedBy) = (now, by);
            return true;
        });
        ActOnTheRoom(now);
        HangUpIfAsked();
    }

    /// <summary>Twilio was asked to end a leg and did, or had already.</summary>
    public void RecordHangupDone(string callSid, DateTimeOffset now) =>
        Record(StepKinds.HangupDone, RoleOf(callSid), at: null, now, note: null, () => true);

    /// <summary>Ends the legs that were to end by themselves by now, and have not.</summary>
    public void EndOverdueLegs(DateTimeOffset now)
    {
        if (HasEnded || NextCheckAt is null || NextCheckAt > now)
        {
            return;
        }

        PlanCheck(null);
        foreach (var overdue in RoomFlow.Next(this).OfType<RoomStep.LetEnd>().ToList())
        {
            Take(new RoomStep.End(overdue.Leg), now);
        }
    }

    // No request of its own: nearly every call ends by itself, and its row is written anyway.
    internal void PlanToEndOverdueLegs(DateTimeOffset at)
    {
        if (NextCheckAt is null)
        {
            PlanCheck(at);
        }
    }

    private void HangUpIfAsked()
    {
        if (Topology is Topology.Bridge && HangupRequestedAt is not null && FirstLeg is { IsFinal: false } first)
        {
            HangUp(first.CallSid!);
        }
    }

    private void HangUp(string callSid) => Raise(new LegHangupNeeded(Id, OrganizationId, callSid));
}

/// <summary>A leg at Twilio has to be ended: the agent asked for it, or the leg should not be there.</summary>
/// <param name="Within">How long it may take to end by itself.</param>
public sealed record LegHangupNeeded(CallId CallId, OrganizationId OrganizationId, string CallSid, TimeSpan Within = default)
    : IDomainEvent;
