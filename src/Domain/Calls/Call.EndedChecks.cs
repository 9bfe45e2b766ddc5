using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <content>What is still missing once the call has ended, and when to check for it.</content>
public sealed partial class Call
{
    /// <summary>How long after its end the last callbacks of a call may still be on their way.</summary>
    public static readonly TimeSpan TimeForLastCallbacks = TimeSpan.FromSeconds(75);

    /// <summary>When we first knew that the call had ended, or last learned of another leg after that (UTC, our clock).</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>
    /// When to check next whether Twilio has to be asked about the ended call, or whether legs of a live one have ended that were to end
    /// by themselves (UTC, our clock); null where no check is planned.
    /// </summary>
    public DateTimeOffset? NextCheckAt { get; private set; }

    /// <summary>Prices come later, and from look-ups only.</summary>
    public bool LacksPrice => legs.Exists(leg => leg.WasAnswered && leg.Price is null);

    /// <summary>Whether callbacks that should have come by the end of the call did not.</summary>
    public bool LacksFacts =>
        legs.Exists(leg => leg is { CallSid: not null, IsEndConfirmed: false })
        || (Settings.DetectMachines && IsBridged && ContactLeg is { AnsweredBy: null })
        // Of whoever hung up before the tone there is no message, and nobody says so.
        || (Direction is CallDirection.Inbound && ContactLeg is { WasAnswered: true } && recordings.Count == 0);

    /// <summary>
    /// Whether the result of the dial towards the contact is missing. Only that distinguishes a bridge from a contact who left before it,
    /// and a number that was refused before it was dialled from an agent who hung up. If no key press was reported, it is also unknown
    /// whether the agent did not press 1, or whether the report was lost. Twilio reports no result where we ended the call.
    /// </summary>
    public bool LacksDialResult =>
        Topology is Topology.Bridge && AgentLeg?.WasAnswered is true && DialResult is null && HangupRequestedAt is null;

    /// <summary>
    /// Whether dialling the contact failed for an unknown reason: neither a SIP response code nor a Twilio error is known.
    /// </summary>
    public bool LacksDialError =>
        Topology is Topology.Bridge && HasEnded
        && ContactOutcome is LegStatus.Failed && ContactLeg?.SipCode is null && CarrierError is null;

    /// <summary>
    /// Whether the agent was to be connected and nothing is known about the contact's leg. Twilio may list a leg late,
    /// and may not have answered at all.
    /// </summary>
    public bool LacksContactLeg =>
        Topology is Topology.Bridge
        && AgentLeg?.WasAnswered is true
        && ContactLeg is null
        && DialResult is null
        && AgentLeg is { AcceptanceAskedAt: null } or { AcceptedAt: not null };

    public bool LacksRecording => Direction is CallDirection.Inbound ? recordings.Exists(IsUnderWay) : LacksRecordingOfTalk;

    private bool LacksRecordingOfTalk =>
        Settings.Record
        && (Topology is Topology.Room ? RecordingStartedAt is not null : ContactLeg?.WasAnswered is true)
        && recordings.TrueForAll(IsUnderWay);

    private static bool IsUnderWay(CallRecording recording) => recording.Status is RecordingStatus.InProgress;

    /// <summary>Plans the next check of the call; null for none.</summary>
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
