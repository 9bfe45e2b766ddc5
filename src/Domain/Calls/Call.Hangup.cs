using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <content>Ending a call: remembered at once, and done as soon as it can be.</content>
public sealed partial class Call
{
    public DateTimeOffset? HangupRequestedAt { get; private set; }

    /// <summary>Who asked for it; null where nobody has, and of calls hung up before that was written down.</summary>
    public MembershipId? HangupRequestedBy { get; private set; }

    /// <summary>Remembers that the call is to end, in whatever state it is. An ended call stays as it is.</summary>
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
        HangUpIfAsked();
    }

    /// <summary>Twilio was asked to end a leg and did, or had already.</summary>
    public void RecordHangupDone(string callSid, DateTimeOffset now) =>
        Record(StepKinds.HangupDone, RoleOf(callSid), at: null, now, note: null, () => true);

    private void HangUpIfAsked()
    {
        if (HangupRequestedAt is not null && AgentLeg is { IsFinal: false } agent)
        {
            HangUp(agent.CallSid!);
        }
    }

    private void HangUp(string callSid) => Raise(new LegHangupNeeded(Id, OrganizationId, callSid));
}
