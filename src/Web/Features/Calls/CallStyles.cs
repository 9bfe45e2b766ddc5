using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Web.Features.Calls;

/// <summary>How a call looks; the words always say it too.</summary>
public static class CallStyles
{
    public static string Tone(CallResult result) =>
        result switch
        {
            CallResult.Answered => "good",
            CallResult.ContactBusy or CallResult.ContactNoAnswer or CallResult.ContactMachine or CallResult.ContactHungUp
                or CallResult.VoicemailLeft or CallResult.Closed => "soft",
            CallResult.Canceled or CallResult.AgentHungUp or CallResult.AgentDeclined or CallResult.AgentNoAnswer or CallResult.AgentBusy =>
                "quiet",
            CallResult.ContactFailed or CallResult.AgentFailed or CallResult.CarrierFailed or CallResult.NoAgent => "bad",
        };

    /// <summary>What the call bar is tinted by.</summary>
    public static string Phase(CallView? call) => call switch
    {
        null => "idle",
        { State: CallState.Ended } => "over",
        { HangupRequestedAt: not null } => "ending",
        { State: CallState.Connected } when BoardFilter.IsOnHold(call) => "held",
        { State: CallState.Connected } => "talking",
        _ => "ringing",
    };

    public static string Icon(CallResult result) => result switch
    {
        CallResult.Answered => "check-circle-fill",
        CallResult.ContactBusy or CallResult.AgentBusy => "slash-circle",
        CallResult.ContactNoAnswer or CallResult.AgentNoAnswer => "dash-circle",
        CallResult.ContactMachine or CallResult.VoicemailLeft => "voicemail",
        CallResult.NoAgent or CallResult.Closed => "telephone-x",
        CallResult.ContactHungUp or CallResult.AgentHungUp or CallResult.AgentDeclined => "telephone-x-fill",
        CallResult.Canceled => "x-circle",
        CallResult.ContactFailed or CallResult.AgentFailed or CallResult.CarrierFailed => "exclamation-triangle",
    };
}
