using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.TwiML;

namespace CrmVoice.Sandbox.Calls;

internal sealed record StatusSubscription(CallbackTarget Target, IReadOnlySet<string> Events)
{
    public static readonly IReadOnlySet<string> KnownEvents = new HashSet<string> { "initiated", "ringing", "answered", "completed" };
    public static readonly IReadOnlySet<string> OnlyCompleted = new HashSet<string> { "completed" };
}

/// <summary>What <c>POST Calls.json</c> asked for, checked.</summary>
internal sealed record CallRequest(TwimlSource Twiml)
{
    public CallbackTarget? Fallback { get; init; }

    public StatusSubscription? Status { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan? TimeLimit { get; init; }

    public Recordings.RecordingTerms? Recording { get; init; }

    public MachineDetection? MachineDetection { get; init; }
}

/// <param name="ForEnd">DetectMessageEnd: waits for the end of the machine's message.</param>
/// <param name="Callback">Where the result goes when it is not waited for (AsyncAmd, or a Number's machineDetection).</param>
internal sealed record MachineDetection(bool ForEnd, bool IsAsync, CallbackTarget? Callback)
{
    public (string AnsweredBy, TimeSpan After) Result(Behaviour behaviour) =>
        !behaviour.IsMachine ? ("human", TimeSpan.FromSeconds(2))
        : ForEnd ? ("machine_end_beep", TimeSpan.FromSeconds(8))
        : ("machine_start", TimeSpan.FromSeconds(3.5));
}
