using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Tests.Calls;

/// <summary>Everything that Twilio says of one call, and what it must come to in whatever order it is heard.</summary>
public sealed class Transcript(string name)
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private const string Agent = "CA00000000000000000000000000000001";
    private const string Contact = "CA00000000000000000000000000000002";

    private readonly List<Action<Call, DateTimeOffset>> reports = [];

    private bool mustAccept;

    public IReadOnlyList<Action<Call, DateTimeOffset>> Reports => reports;

    public required CallResult Result { get; init; }

    public int? TalkSeconds { get; init; }

    public LegStatus? AgentStatus { get; init; } = LegStatus.Completed;

    public LegStatus? ContactStatus { get; init; }

    public bool HangupAsked { get; init; }

    public int? ErrorCode { get; init; }

    public override string ToString() => name;

    public static Call NewCall(bool mustAccept = false) => Call.Place(
        OrganizationId.New(),
        MembershipId.New(),
        PhoneNumber.Parse("+5511999995501"),
        PhoneNumber.Parse("+551140000001"),
        PhoneNumber.Parse("+5511987650001"),
        ContactId.New(),
        opportunityId: null,
        new CallSettings { AgentMustAccept = mustAccept },
        "pt-BR",
        Start);

    /// <summary>The call of which all this is told, before anything is.</summary>
    public Call Begun() => NewCall(mustAccept);

    public Call Receipt(IEnumerable<int> order)
    {
        var call = Begun();
        if (HangupAsked)
        {
            call.RequestHangup(call.PlacedBy, Start.AddSeconds(1));
        }

        var arrival = Start.AddMinutes(3);
        foreach (var index in order)
        {
            reports[index](call, arrival = arrival.AddMilliseconds(20));
        }

        return call;
    }

    public Transcript AgentLeg(LegStatus status, double seconds, int? duration = null, int? sip = null) =>
        Add(
            (call, at) =>
                call.MergeLeg(
                    LegRole.Agent,
                    Agent,
                    null,
                    new LegReport(status, Start.AddSeconds(seconds), FactSource.Callback, duration, sip),
                    at));

    public Transcript ContactLeg(LegStatus status, double seconds, int? duration = null, int? sip = null) =>
        Add(
            (call, at) =>
                call.MergeLeg(
                    LegRole.Contact,
                    Contact,
                    Agent,
                    new LegReport(status, Start.AddSeconds(seconds), FactSource.Callback, duration, sip),
                    at));

    public Transcript Created() => Add((call, at) => call.RecordCreateAccepted(Agent, TimeSpan.Zero, at));

    /// <param name="mustAccept">Whether the call was placed so.</param>
    public Transcript Answered(bool mustAccept = false)
    {
        this.mustAccept = mustAccept;
        return Add((call, at) => call.MergeAnswer(Agent, new LegReport(LegStatus.InProgress, At: null, FactSource.Request), at));
    }

    public Transcript Pressed(string digits) =>
        Add((call, at) => call.MergeAcceptance(Agent, new LegReport(LegStatus.InProgress, At: null, FactSource.Request), digits, at));

    public Transcript Machine(string answeredBy) =>
        Add(
            (call, at) =>
                call.MergeLeg(
                    LegRole.Contact,
                    Contact,
                    null,
                    new LegReport(Status: null, At: null, FactSource.Callback, AnsweredBy: answeredBy),
                    at,
                    StepKinds.MachineDetection));

    public Transcript DialResult(LegStatus status, bool bridged, int? duration = null, bool agentEnded = false, bool withSid = true) =>
        Add(
            (call, at) =>
                call.MergeDialResult(
                    Agent,
                    new LegReport(agentEnded ? LegStatus.Completed : LegStatus.InProgress, At: null, FactSource.Request),
                    new DialResult(status, withSid ? Contact : null, bridged, duration, agentEnded),
                    at));

    public Transcript Fallback() =>
        Add(
            (call, at) =>
                call.MergeFallback(
                    Agent,
                    new LegReport(LegStatus.InProgress, At: null, FactSource.Request),
                    new CarrierError(11200, "Twilio could not use CrmVoice's answer."),
                    at));

    public Transcript DialError(int code) => Add((call, at) => call.MergeDialError(new CarrierError(code, $"Error {code}"), at));

    public Transcript NoContactLeg() => Add((call, at) => call.RecordNoContactLeg(at));

    public Transcript Recording(RecordingStatus status, int? seconds) =>
        Add((call, at) => call.MergeRecording("RE00000000000000000000000000000001", status, seconds, 2, at));

    private Transcript Add(Action<Call, DateTimeOffset> report)
    {
        reports.Add(report);
        return this;
    }
}
