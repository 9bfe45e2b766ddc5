using CrmVoice.Domain.Calls;

namespace CrmVoice.Application.Calls.Inbox;

/// <summary>One thing the carrier says of a call.</summary>
public abstract record CarrierReport
{
    private CarrierReport()
    {
    }

    /// <summary>Merges it into the call, which takes in the same thing twice as well as once.</summary>
    public abstract void ApplyTo(Call call, Heard heard);

    /// <summary>A status callback of a leg, the result of machine detection on it, or what a question said of it in passing.</summary>
    public sealed record OfLeg(LegRole Role, string CallSid, string? ParentCallSid, LegReport Report, string Kind = StepKinds.Status) : CarrierReport
    {
        public override void ApplyTo(Call call, Heard heard) => call.HearOfLeg(Role, CallSid, ParentCallSid, Report, heard, Kind);
    }

    /// <summary>A recording began, is ready, or turned out empty.</summary>
    public sealed record OfRecording(string RecordingSid, RecordingStatus Status, int? DurationSeconds, int? Channels) : CarrierReport
    {
        public override void ApplyTo(Call call, Heard heard) => call.HearOfRecording(RecordingSid, Status, DurationSeconds, Channels, heard);
    }

    /// <summary>The dial towards the contact is over.</summary>
    public sealed record OfDial(string AgentCallSid, LegReport AgentReport, DialResult Dial) : CarrierReport
    {
        public override void ApplyTo(Call call, Heard heard) => call.HearDialResult(AgentCallSid, AgentReport, Dial, heard);
    }

    /// <summary>The carrier could not use an answer of ours.</summary>
    public sealed record OfFallback(string CallSid, LegReport Report, CarrierError Error) : CarrierReport
    {
        public override void ApplyTo(Call call, Heard heard) => call.HearFallback(CallSid, Report, Error, heard);
    }
}
