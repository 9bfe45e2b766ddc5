using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Web.Features.Calls;

public enum StepProgress
{
    Done,
    Present,

    /// <summary>Somebody of us ended the call here, as they may.</summary>
    Stopped,
    Failed,
    Next,
}

/// <summary>The step line of a call that is placed: the agent's phone, the agent, the contact's phone, talking.</summary>
public sealed record Step(string Name, StepProgress Progress)
{
    private static readonly string[] Names = ["agent-phone", "agent", "contact-phone", "talking"];

    public static IReadOnlyList<Step> Of(CallView call)
    {
        var at = call.Result is { } result ? EndedAt(call, result) : PresentAt(call.State);
        var here = call switch
        {
            { State: not CallState.Ended } => StepProgress.Present,
            { Result: CallResult.Canceled or CallResult.AgentHungUp or CallResult.AgentDeclined } => StepProgress.Stopped,
            _ => StepProgress.Failed,
        };
        return [.. Names.Select((name, i) => new Step(name, i < at ? StepProgress.Done : i == at ? here : StepProgress.Next))];
    }

    private static int PresentAt(CallState state) => state switch
    {
        CallState.Requested or CallState.CallingAgent or CallState.AgentRinging or CallState.Received => 0,
        CallState.AgentAnswered => 1,
        CallState.CallingContact or CallState.ContactRinging => 2,
        CallState.Connected => 3,
        CallState.Ended => Names.Length,
    };

    private static int EndedAt(CallView call, CallResult result) => result switch
    {
        CallResult.Answered => Names.Length,
        CallResult.AgentBusy or CallResult.AgentNoAnswer or CallResult.AgentFailed
            or CallResult.NoAgent or CallResult.VoicemailLeft or CallResult.Closed => 0,
        CallResult.AgentDeclined => 1,
        CallResult.ContactBusy or CallResult.ContactNoAnswer or CallResult.ContactFailed => 2,
        CallResult.ContactMachine or CallResult.ContactHungUp => 3,
        CallResult.Canceled or CallResult.AgentHungUp or CallResult.CarrierFailed => call switch
        {
            { AgentAnsweredAt: null } => 0,
            { Legs: var legs } when legs.Any(leg => leg.Role is LegRole.Contact) => 2,
            _ => 1,
        },
    };
}
