using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Webhooks;

/// <summary>One fact that the carrier reports about a call.</summary>
public abstract record CarrierReport
{
    private CarrierReport()
    {
    }

    /// <summary>The SIDs of the legs and recordings that it names.</summary>
    public abstract IReadOnlyList<string> Sids { get; }

    /// <summary>Whether it can be about this call, going by what it says beside the address it came to.</summary>
    public virtual bool MayBeOf(Call call) => true;

    /// <summary>Merges it into the call. Merging the same report again changes no facts.</summary>
    /// <param name="kind">How it was learned, one of <see cref="StepKinds"/>; null for a webhook.</param>
    public abstract void ApplyTo(Call call, Receipt receipt, string? kind = null);

    /// <summary>A status callback of a leg, the result of machine detection on it, or its status in a request for TwiML.</summary>
    /// <param name="Role">Whose leg it is; null to derive it from the leg key.</param>
    public sealed record OfLeg(LegRole? Role, LegKey Leg, string? ParentCallSid, LegReport Report, string Kind = StepKinds.Status)
        : CarrierReport
    {
        public override IReadOnlyList<string> Sids => [Leg.CallSid];

        public override void ApplyTo(Call call, Receipt receipt, string? kind = null) =>
            call.MergeLeg(Role, Leg, ParentCallSid, Report, receipt, kind ?? Kind);
    }

    /// <summary>A recording began, is ready, or turned out empty.</summary>
    /// <param name="IsVoicemail">The caller left it; false where that is not said.</param>
    public sealed record OfRecording(
        string RecordingSid, RecordingStatus Status, int? DurationSeconds, int? Channels, bool IsVoicemail = false) : CarrierReport
    {
        public override IReadOnlyList<string> Sids => [RecordingSid];

        public override void ApplyTo(Call call, Receipt receipt, string? kind = null) =>
            call.MergeRecording(RecordingSid, Status, DurationSeconds, Channels, receipt, kind ?? StepKinds.Recording, IsVoicemail);
    }

    /// <summary>A caller was asked for a message, and has spoken or hung up.</summary>
    /// <param name="RecordingSid">Null where the carrier names none.</param>
    public sealed record OfVoicemailEnd(LegKey Leg, LegReport Report, string? RecordingSid) : CarrierReport
    {
        public override IReadOnlyList<string> Sids => RecordingSid is { } recording ? [Leg.CallSid, recording] : [Leg.CallSid];

        public override bool MayBeOf(Call call) => call.Direction is CallDirection.Inbound;

        public override void ApplyTo(Call call, Receipt receipt, string? kind = null) =>
            call.MergeVoicemailEnd(Leg, Report, RecordingSid, receipt);
    }

    /// <summary>
    /// The agent was asked for a key and pressed one. Merging this dials nobody: dialling is done by the answer to Twilio's request.
    /// </summary>
    public sealed record OfAcceptance(LegKey Leg, LegReport Report, string? Digits) : CarrierReport
    {
        public override IReadOnlyList<string> Sids => [Leg.CallSid];

        public override void ApplyTo(Call call, Receipt receipt, string? kind = null) =>
            _ = call.Topology is Topology.Room
                ? call.MergeRoomAcceptance(Leg, Report, Digits, receipt, kind ?? KindOf(Digits))
                : call.MergeAcceptance(Leg, Report, Digits, receipt, kind);

        private static string KindOf(string? digits) => AcceptanceKey.IsPressed(digits) ? StepKinds.Accepted : StepKinds.NotAccepted;
    }

    /// <summary>The dial towards the contact is over.</summary>
    public sealed record OfDial(LegKey Agent, LegReport AgentReport, DialResult Dial) : CarrierReport
    {
        public override IReadOnlyList<string> Sids => Dial.ContactCallSid is { } contact ? [Agent.CallSid, contact] : [Agent.CallSid];

        public override void ApplyTo(Call call, Receipt receipt, string? kind = null) =>
            call.MergeDialResult(Agent, AgentReport, Dial, receipt, kind ?? StepKinds.DialResult);
    }

    /// <summary>The carrier did not dial the contact, for this reason; no webhook says so.</summary>
    public sealed record OfDialError(string AgentCallSid, CarrierError Error) : CarrierReport
    {
        public override IReadOnlyList<string> Sids => [AgentCallSid];

        public override void ApplyTo(Call call, Receipt receipt, string? kind = null) => call.MergeDialError(Error, receipt);
    }

    /// <summary>The carrier could not use an answer of ours.</summary>
    public sealed record OfFallback(LegKey Leg, LegReport Report, CarrierError Error) : CarrierReport
    {
        public override IReadOnlyList<string> Sids => [Leg.CallSid];

        public override void ApplyTo(Call call, Receipt receipt, string? kind = null) =>
            call.MergeFallback(Leg, Report, Error, receipt, kind ?? StepKinds.Fallback);
    }

    /// <summary>Something happened in the room of a call.</summary>
    /// <param name="RoomName">Of the conference, by the carrier's words.</param>
    public sealed record OfRoom(string RoomName, RoomReport Report) : CarrierReport
    {
        public override IReadOnlyList<string> Sids => [];

        public override bool MayBeOf(Call call) => call.Topology is Topology.Room && RoomName == Room.NameOf(call.Id);

        public override void ApplyTo(Call call, Receipt receipt, string? kind = null) => call.MergeRoom(Report, receipt, kind);
    }

    /// <summary>
    /// A number of the organization is called: the carrier asks what to do, could not use our answer, or tells that the call is over.
    /// </summary>
    /// <param name="Report">With <see cref="FactSource.Request"/> where the carrier asks.</param>
    /// <param name="Error">Why our answer could not be used; null where it was not asked for in vain.</param>
    public sealed record OfIncoming(string CallSid, IncomingCaller Caller, LegReport Report, CarrierError? Error = null) : CarrierReport
    {
        public override IReadOnlyList<string> Sids => [CallSid];

        public override bool MayBeOf(Call call) => call.Direction is CallDirection.Inbound;

        public override void ApplyTo(Call call, Receipt receipt, string? kind = null)
        {
            if (Error is not null)
            {
                call.MergeIncomingFallback(CallSid, Report, Error, receipt);
            }
            else if (Report.Source is FactSource.Request)
            {
                call.MergeIncoming(CallSid, Report, receipt);
            }
            else
            {
                call.MergeLeg(LegRole.Contact, CallSid, parentCallSid: null, Report, receipt, kind ?? StepKinds.IncomingEnded);
            }
        }
    }

    /// <summary>It says something that this version makes nothing of.</summary>
    public sealed record OfNothing : CarrierReport
    {
        public override IReadOnlyList<string> Sids => [];

        public override void ApplyTo(Call call, Receipt receipt, string? kind = null)
        {
            // It stays with the stored webhook.
        }
    }

    /// <summary>A leg has left the room and asked what to do.</summary>
    public sealed record OfRoomLeft(LegKey Leg, LegReport Report) : CarrierReport
    {
        public override IReadOnlyList<string> Sids => [Leg.CallSid];

        public override void ApplyTo(Call call, Receipt receipt, string? kind = null) => call.MergeRoomLeft(Leg, Report, receipt);
    }
}
