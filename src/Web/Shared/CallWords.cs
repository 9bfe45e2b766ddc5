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

    /// <summary>The contact's name; the number where nobody goes by it.</summary>
    public string Name(CallView call) => call.Contact?.Name ?? viewer.Number(call.To);

    /// <summary>Whose phone it is and who answers it, as the reader would say; by the first name, since the line is short.</summary>
    public string StepName(CallView call, Step step) => step.Name switch
    {
        "agent-phone" when !viewer.IsOwn(call) => words["call.step.phone-of", FirstName(call.Agent.Name)],
        "agent" when !viewer.IsOwn(call) => FirstName(call.Agent.Name),
        "contact-phone" when call.Contact is { } contact => words["call.step.phone-of", FirstName(contact.Name)],
        var name => words[$"call.step.{name}"],
    };

    /// <summary>The whole call in one sentence, as a colleague would tell it.</summary>
    public string Story(CallView call) =>
        call.Result is { } result
            ? words[
                $"call.story.{StoryOf(call, result)}",
                call.Agent.Name,
                Name(call),
                Spell(call.ContactRingSeconds),
                Spell(call.TalkSeconds),
                Spell(call.AgentRingSeconds),
                call.CarrierError is { } error ? errors.Why(error) : ""
            ]
            : words[call.State is CallState.Connected ? "call.story.connected" : "call.story.live", call.Agent.Name, Name(call)];

    /// <summary>A step of the call as people tell it: "You answered" to whose call it is, "Ana answered" to others.</summary>
    public string Milestone(CallView call, Milestone milestone)
    {
        var key = milestone.Kind switch
        {
            MilestoneKind.Stopped => $"call.milestone.stopped.{Kebab.Of(call.Result!.Value)}",
            MilestoneKind.Talked when call.Result is null => "call.milestone.talking",
            MilestoneKind.Ended when call.HangupRequestedAt is not null => "call.milestone.hung-up",
            _ => $"call.milestone.{Kebab.Of(milestone.Kind)}",
        };
        var mine = words[$"{key}.mine", Name(call)];
        return viewer.IsOwn(call) && !mine.ResourceNotFound ? mine : words[key, Name(call), call.Agent.Name];
    }

    /// <summary>One line of the timeline; a word that is new to us is shown as it came.</summary>
    public string Step(TimelineItem item) => item switch
    {
        { Kind: StepKinds.Status, Leg: { } leg } => StatusOf(leg, item.Note),
        { Kind: StepKinds.LookedUp, Leg: { } leg } when LegStatuses.FromTwilio(item.Note) is not null => StatusOf(leg, item.Note),
        { Kind: StepKinds.Recording } or { Kind: StepKinds.LookedUp, Leg: null, Note: not null } => words[$"step.recording.{item.Note}"],
        { Kind: StepKinds.DialResult } => words["step.dial-result", Status(item.Note)],
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
            : words[$"step.status.{Kebab.Of(leg)}", status ?? ""];

    private string Status(string? status) => words[$"leg-status.{status}"] is { ResourceNotFound: false } known ? known : status ?? "";

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
