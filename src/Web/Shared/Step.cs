using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Web.Shared;

public enum StepProgress
{
    Done,
    Present,
    Failed,
    Next,
}

/// <summary>The step line of a call: your phone, you, their phone, talking.</summary>
public sealed record Step(string Name, StepProgress Progress)
{
    private static readonly string[] Names = ["agent-phone", "agent", "contact-phone", "talking"];

    public static IReadOnlyList<Step> Of(CallView call)
    {
        var at = call.Result is { } result ? FailedAt(call, result) : PresentAt(call.State);
        var here = call.State is CallState.Ended ? StepProgress.Failed : StepProgress.Present;
        return [.. Names.Select((name, i) => new Step(name, i < at ? StepProgress.Done : i == at ? here : StepProgress.Next))];
    }

    private static int PresentAt(CallState state) => state switch
    {
        CallState.Requested or CallState.CallingAgent or CallState.AgentRinging => 0,
        CallState.AgentAnswered => 1,
        CallState.CallingContact or CallState.ContactRinging => 2,
        CallState.Connected => 3,
        CallState.Ended => Names.Length,
    };

    private static int FailedAt(CallView call, CallResult result) => result switch
    {
        CallResult.Answered => Names.Length,
        CallResult.AgentBusy or CallResult.AgentNoAnswer or CallResult.AgentFailed => 0,
        CallResult.AgentDeclined or CallResult.AgentHungUp => 1,
        CallResult.ContactBusy or CallResult.ContactNoAnswer or CallResult.ContactFailed => 2,
        CallResult.ContactMachine or CallResult.ContactHungUp => 3,
        CallResult.Canceled or CallResult.CarrierFailed => call.AgentAnsweredAt is null ? 0 : 2,
    };
}
