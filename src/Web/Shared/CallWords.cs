using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Forensics;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Features.Calls;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Shared;

/// <summary>How a call is spoken of on the pages.</summary>
public sealed class CallWords(IStringLocalizer<Words> words, CarrierErrorWords errors, Viewer viewer)
{
    // CarrierError.Unreachable's code, which is none of Twilio's.
    private const string unreachable = "0";

    public string Result(CallResult result) => words[$"call.result.{Kebab.Of(result)}"];

    public string ResultSentence(CallResult result) => words[$"call.result.{Kebab.Of(result)}.sentence"];

    public string State(CallView call) => call switch
    {
        { State: CallState.Ended, Result: { } result } => Result(result),
        { State: CallState.Ended } => words["call.state.ended"],
        { HangupRequestedAt: not null } => words["call.state.hanging-up"],
        { CreateUnclearAt: not null } => words["call.state.checking"],
        { EstimatedWaitSeconds: > 0 } => words["call.state.waiting-for-line"],
        _ => words[$"call.state.{Kebab.Of(call.State)}", Name(call)],
    };

    /// <summary>How a live call in a room stands for whoever takes part in it.</summary>
    public string State(InCall own) => own switch
    {
        { IsSupervisor: true } => words[
            $"call.supervising.{Kebab.Of(own.Own.Supervision ?? SupervisionMode.Listen)}", Agent(own.Call)],
        { Transfer: { CompletionRequestedAt: not null } transfer, IsHandedOverByReader: true } =>
            words["call.state.handing-over", Target(transfer)],
        { Transfer: { MergedAt: null } transfer, IsTargetThere: true, IsHandedOverByReader: true } =>
            words["call.state.consulting", Target(transfer)],
        { Transfer: { MergedAt: null } transfer, IsHandedOverByReader: true, Target: not null } =>
            words["call.state.calling-target", Target(transfer)],
        { Transfer.MergedAt: null, IsHandedOverByReader: true } => words["call.state.holding"],
        { Transfer: { MergedAt: null } transfer } when transfer.ToLegId == own.Own.Id && own.Contact.OnHold =>
            words["call.state.consulted", Name(own.Call)],
        { IsHoldPending: true } => words[own.Contact.HoldRequested ? "call.state.holding" : "call.state.resuming"],
        { Contact.OnHold: true } => words["call.state.on-hold"],
        { Others: { Count: > 0 } others } =>
            words["call.state.connected-with", string.Join(", ", others.Select(leg => Party(own.Call, leg)))],
        _ => words["call.state.connected", Name(own.Call)],
    };

    /// <summary>How a live call stands for somebody who is called into it.</summary>
    public string State(CallView call, Ending ending) => ending switch
    {
        Ending.Decline => words["call.state.called-in", Agent(call), Name(call)],
        Ending.StopListening => words["call.state.agent-ringing"],
        // Rung once more, since nobody took a transfer.
        _ when call is { Topology: Topology.Room, State: CallState.Connected, HangupRequestedAt: null }
            && InCall.OwnLeg(call, viewer.Me) is { AnsweredAt: null } => words["call.state.agent-ringing"],
        // Gone already, since the transfer is cold.
        _ when call is { HangupRequestedAt: null } && HandingOver(call) is { } transfer =>
            words["call.state.handing-over", Target(transfer)],
        _ => State(call),
    };

    private TransferView? HandingOver(CallView call) =>
        call.Transfers.FirstOrDefault(transfer =>
            transfer is { Result: null, CompletionRequestedAt: not null }
            && call.Legs.Any(leg => leg.Id == transfer.FromLegId && leg.Member?.Id == viewer.Me));

    /// <summary>Whoever is on a leg, by name where there is one.</summary>
    public string Party(CallView call, LegView leg) => leg switch
    {
        { Role: LegRole.Contact } => Name(call),
        { Member.Name: { Length: > 0 } name } => name,
        { Role: LegRole.Guest, Party.Value: { } number } when PhoneNumber.IsValid(number) => viewer.Number(number),
        { Role: LegRole.Guest } => words["call.party.guest"],
        _ => Agent(call),
    };

    /// <summary>Whom the contact talked with, in order.</summary>
    public string Talkers(CallView call) =>
        call.Talks.Select(talk => call.Legs.FirstOrDefault(leg => leg.Id == talk.AgentLegId)).OfType<LegView>()
            .Select(leg => Party(call, leg)).Distinct().ToList() is { Count: > 0 } talkers
            ? string.Join(", ", talkers)
            : Agent(call);

    /// <summary>Whom the contact heard, on one channel of a recording: whom they talked with, and supervisors who joined.</summary>
    public string Voices(CallView call) => string.Join(
        ", ",
        call.Legs
            .Where(leg => leg is { Role: LegRole.Supervisor, Supervision: SupervisionMode.Barge, AnsweredAt: not null })
            .Select(leg => Party(call, leg))
            .Prepend(Talkers(call))
            .Distinct());

    public string Target(TransferView transfer) =>
        transfer.To.Member?.Name ?? (transfer.To.Number is { } number ? viewer.Number(number) : "");

    /// <summary>Who placed a call: whoever it was handed to is its agent by now.</summary>
    public static string Caller(CallView call) =>
        call.Legs.FirstOrDefault(leg => leg.Role is LegRole.Agent && leg.Member?.Id == call.PlacedBy)?.Member is { Name.Length: > 0 } caller
            ? caller.Name
            : call.Agent?.Name ?? "";

    /// <summary>What goes on in a live call, in a few words, for lists.</summary>
    public string LiveState(CallView call) => call switch
    {
        { State: not CallState.Connected } => words[$"call.filter-state.{Kebab.Of(call.State)}"],
        _ when Is(call, LiveConditions.Consulting) => words["call.live.consulting"],
        _ when Is(call, LiveConditions.OnHold) => words["call.live.on-hold"],
        _ when Is(call, LiveConditions.Alone) => words["call.live.alone"],
        _ => words["call.filter-state.connected"],
    };

    public static bool Is(CallView call, LiveConditions condition) => call.Live.Contains(Kebab.Of(condition));

    /// <summary>How long the contact and somebody could hear each other, in seconds; null while they can.</summary>
    public static int? TalkOf(CallView call, Guid? legId) =>
        (int?)Intervals.Length(call.Talks.Where(talk => talk.AgentLegId == legId).Select(talk => new Interval(talk.From, talk.To)))
            ?.TotalSeconds;

    /// <summary>The contact's name; the number where nobody goes by it, or whatever else a caller shows.</summary>
    public string Name(CallView call) =>
        call.Contact?.Name
        ?? (call.ContactNumber is { } number ? viewer.Number(number) : call.From ?? words["call.party.withheld"].Value);

    /// <summary>The agent in charge, by name.</summary>
    public string Agent(CallView call) => call.Agent?.Name ?? words["call.agent.none"].Value;

    /// <summary>Whose phone it is and who answers it, as the reader would say; by the first name, since the line is short.</summary>
    public string StepName(CallView call, Step step) => step.Name switch
    {
        "agent-phone" when !viewer.IsOwn(call) => words["call.step.phone-of", FirstName(Agent(call))],
        "agent" when !viewer.IsOwn(call) => FirstName(Agent(call)),
        "contact-phone" when call.Contact is { } contact => words["call.step.phone-of", FirstName(contact.Name)],
        var name => words[$"call.step.{name}"],
    };

    /// <summary>The whole call as a colleague would tell it: in one sentence, and one more for each time it was handed over.</summary>
    public string Story(CallView call) => call.Direction is CallDirection.Inbound
        ? words[$"call.story.incoming.{(call.Result is { } result ? Kebab.Of(result) : "live")}", Name(call), viewer.Number(call.To)]
        : string.Join(' ', [Beginning(call), .. call.Transfers.Select(transfer => Story(call, transfer))]);

    /// <summary>A transfer in one sentence.</summary>
    public string Story(CallView call, TransferView transfer) => words[
        $"call.story.transfer.{(transfer.Result is { } result ? Kebab.Of(result) : "open")}",
        call.Legs.FirstOrDefault(leg => leg.Id == transfer.FromLegId) is { } from ? Party(call, from) : Caller(call),
        Name(call),
        Target(transfer),
        Spell(TalkOf(call, transfer.ToLegId))];

    /// <summary>A step of the call as people tell it: "You answered" to whose call it is, "Ana answered" to others.</summary>
    public string Milestone(CallView call, Milestone milestone)
    {
        var key = milestone.Kind switch
        {
            MilestoneKind.Stopped => $"call.milestone.stopped.{Kebab.Of(call.Result!.Value)}",
            MilestoneKind.Talked when call.Result is null => "call.milestone.talking",
            MilestoneKind.Held when milestone.Seconds is null => "call.milestone.holding",
            MilestoneKind.Ended when call.HangupRequestedAt is not null => "call.milestone.hung-up",
            _ => $"call.milestone.{Kebab.Of(milestone.Kind)}",
        };
        var other = milestone.Leg is { } leg ? Party(call, leg) : milestone.Transfer is { } transfer ? Target(transfer) : "";
        if (milestone.Transfer is { } handed)
        {
            key = $"{key}.{Kebab.Of(handed.Result ?? TransferResult.Taken)}";
        }

        var mine = words[$"{key}.mine", Name(call)];
        return viewer.Me == CallerId(call) && call.Direction is CallDirection.Outbound && !mine.ResourceNotFound
            ? mine
            : words[key, Name(call), Caller(call), other];
    }

    /// <summary>One line of the timeline; a word that is new to us is shown as it came.</summary>
    public string Step(TimelineItem item) => item switch
    {
        { Kind: StepKinds.Status, Leg: { } leg } => StatusOf(leg, item.Note),
        { Kind: StepKinds.LookedUp, Leg: { } leg } when LegStatuses.FromTwilio(item.Note) is not null => StatusOf(leg, item.Note),
        { Kind: StepKinds.Recording } or { Kind: StepKinds.LookedUp, Leg: null, Note: not null } => words[$"step.recording.{item.Note}"],
        { Kind: StepKinds.DialResult } => words["step.dial-result", Status(item.Note)],
        { Kind: StepKinds.TransferRequested or StepKinds.TransferEnded or StepKinds.SupervisionRequested, Note: { } note } =>
            words[$"step.{item.Kind}.{note}"] is { ResourceNotFound: false } known ? known : item.Kind,
        _ when words[$"step.of.{item.Kind}", Whoever(item.Leg)] is { ResourceNotFound: false } known => known,
        { Kind: StepKinds.Priced, Leg: { } leg } => words[$"step.priced.{Kebab.Of(leg)}"],
        { Kind: StepKinds.CreateRefused, Note: unreachable } => words["step.create-unreachable"],
        _ => words[$"step.{item.Kind}"] is { ResourceNotFound: false } known ? known : item.Kind,
    };

    /// <summary>Twilio's code for what did not go well, or how its answer was unclear; null where there is none.</summary>
    public static string? FinePrint(TimelineItem item) =>
        item.Kind
            is StepKinds.CreateNotTaken
                or StepKinds.CreateRefused
                or StepKinds.CreateUnclear
                or StepKinds.Fallback
                or StepKinds.DialRefused
        && item.Note is not unreachable
            ? item.Note
            : null;

    /// <summary>What a step changed: "now: connected", "noted", or nothing.</summary>
    public string Effect(TimelineItem item) => item.Effect switch
    {
        { State: { } state } => words["effect.state", words[$"call.filter-state.{Kebab.Of(state)}"]],
        { Result: { } result } => words["effect.result", words[$"call.result.{Kebab.Of(result)}"]],
        { Kind: var kind } => words[$"effect.{Kebab.Of(kind)}"] is { ResourceNotFound: false } known ? known : "",
    };

    /// <summary>What was out of the ordinary, in a sentence.</summary>
    public string Finding(Finding finding) => words[$"call.finding.{Kebab.Of(finding.Kind)}", finding.Count];

    /// <summary>Why a webhook could not be taken in.</summary>
    public string Reason(UnappliedReason reason) => words[$"webhooks.unapplied.reason.{Kebab.Of(reason.Kind)}", reason.Detail ?? ""];

    private string StatusOf(LegRole leg, string? status) =>
        words[$"step.status.{Kebab.Of(leg)}.{status}"] is { ResourceNotFound: false } known
            ? known
            : words[$"step.status.{Kebab.Of(leg)}", Status(status)];

    private string Whoever(LegRole? leg) => words[$"call.party.{(leg is { } role ? Kebab.Of(role) : "unknown")}"];

    private string Status(string? status) => words[$"leg-status.{status}"] is { ResourceNotFound: false } known ? known : status ?? "";

    // Of a call that was handed over, how long whoever placed it has talked.
    private string Beginning(CallView call) =>
        call.Result is { } result
            ? words[
                $"call.story.{StoryOf(call, result)}",
                Caller(call),
                Name(call),
                Spell(call.ContactRingSeconds),
                Spell(call.Transfers.Count == 0 ? call.TalkSeconds : TalkOf(call, call.Transfers[0].FromLegId)),
                Spell(call.AgentRingSeconds),
                call.CarrierError is { } error ? errors.Why(error) : ""
            ]
            : words[LiveStoryOf(call), Agent(call), Name(call)];

    private static string LiveStoryOf(CallView call) => call switch
    {
        { State: not CallState.Connected } => "call.story.live",
        _ when Is(call, LiveConditions.OnHold) => "call.story.on-hold",
        _ => "call.story.connected",
    };

    private static Guid CallerId(CallView call) => call.PlacedBy == Guid.Empty ? call.Agent?.Id ?? call.PlacedBy : call.PlacedBy;

    private static string StoryOf(CallView call, CallResult result) => result switch
    {
        CallResult.Answered when call.ContactRingSeconds is null or 0 => "answered-at-once",
        CallResult.CarrierFailed when call.CarrierError is null => "carrier-failed-silent",
        CallResult.ContactFailed when call.CarrierError is not null => "contact-failed-why",
        _ => Kebab.Of(result),
    };

    // "Dr. Paulo": a title alone names nobody.
    private static string FirstName(string name)
    {
        var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var titles = parts.TakeWhile(part => part.EndsWith('.')).Count();
        return string.Join(' ', parts.Take(titles + 1));
    }

    private static string Spell(int? seconds) => Viewer.Duration(seconds ?? 0);
}
