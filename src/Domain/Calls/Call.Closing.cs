namespace CrmVoice.Domain.Calls;

/// <content>What is still to be found out once the call has ended, and when.</content>
public sealed partial class Call
{
    /// <summary>How long after its end the last callbacks of a call may still be on their way.</summary>
    public static readonly TimeSpan TimeForLastCallbacks = TimeSpan.FromSeconds(75);

    /// <summary>When it was first known that the call had ended, or that there was yet another leg of it (UTC, our clock).</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>When it is next seen to whether Twilio has to be asked about the ended call (UTC, our clock); null while it is live and once all is known.</summary>
    public DateTimeOffset? NextCheckAt { get; private set; }

    /// <summary>Prices come later, and from look-ups only.</summary>
    public bool LacksPrice => legs.Exists(leg => leg.WasAnswered && leg.Price is null);

    /// <summary>Whether callbacks that should have come by the end of the call did not.</summary>
    public bool LacksFacts =>
        legs.Exists(leg => leg is { CallSid: not null, IsEndTold: false }) || (Settings.DetectMachines && IsBridged && ContactLeg is { AnsweredBy: null });

    /// <summary>
    /// Whether nobody said what came of the dial towards the contact: that alone tells a bridge from a contact who left before it, and a number that was
    /// refused before it was dialled from an agent who hung up. Nor did anybody say, where nothing was heard of a key, whether the agent did not press 1 or
    /// that did not reach us. Twilio says nothing of it where we ended the call.
    /// </summary>
    public bool LacksDialResult => AgentLeg?.WasAnswered is true && DialResult is null && HangupRequestedAt is null;

    /// <summary>Whether dialling the contact failed and nobody said why: no response of the phone network, no error of Twilio's.</summary>
    public bool LacksDialError => HasEnded && ContactOutcome is LegStatus.Failed && ContactLeg?.SipCode is null && CarrierError is null;

    /// <summary>Whether the agent was to be connected and nobody said what became of the contact. Twilio may list a leg late, and may not have answered at all.</summary>
    public bool LacksContactLeg =>
        AgentLeg?.WasAnswered is true && ContactLeg is null && DialResult is null && AgentLeg is { AcceptanceAskedAt: null } or { AcceptedAt: not null };

    public bool LacksRecording =>
        Settings.Record && ContactLeg?.WasAnswered is true
        && !recordings.Exists(recording => recording.Status is RecordingStatus.Completed or RecordingStatus.Absent);

    /// <summary>Has the ended call seen to again, or never more.</summary>
    public void PlanCheck(DateTimeOffset? at)
    {
        NextCheckAt = at;
        CountChange();
    }

    private void PlanClosing(bool isNow, DateTimeOffset now)
    {
        if (isNow)
        {
            ClosedAt = now;
            NextCheckAt = now + TimeForLastCallbacks;
        }
    }
}
