using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

public enum StepEffectKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Twilio was asked.</summary>
    Sent,

    /// <summary>A fact was added.</summary>
    Merged,

    /// <summary>It was known already, from somewhere else.</summary>
    Confirmed,

    /// <summary>The same had been reported before.</summary>
    Duplicate,

    /// <summary>The call reached another state.</summary>
    State,

    /// <summary>The result of an ended call was corrected.</summary>
    Result,
}

/// <summary>
/// What a step changed in its call. Stored and shown to programs as text: <c>state:ended</c>, <c>result:answered</c>, or the kind alone.
/// </summary>
/// <param name="State">The state that was reached; null for other kinds.</param>
/// <param name="Result">The corrected result; null for other kinds.</param>
public readonly record struct StepEffect(StepEffectKind Kind, CallState? State = null, CallResult? Result = null)
{
    public const int MaxLength = 48;

    public static StepEffect To(CallState state) => new(StepEffectKind.State, State: state);

    public static StepEffect To(CallResult result) => new(StepEffectKind.Result, Result: result);

    /// <summary>An effect that this version does not know is read as none.</summary>
    public static StepEffect Parse(string text) => text.Split(':') switch
    {
        ["state", var state] when Kebab.TryRead<CallState>(state) is { } reached => To(reached),
        ["result", var result] when Kebab.TryRead<CallResult>(result) is { } corrected => To(corrected),
        [var kind] when Kebab.TryRead<StepEffectKind>(kind) is { } known => new StepEffect(known),
        _ => default,
    };

    public override string ToString() => Kind switch
    {
        StepEffectKind.State => $"state:{Kebab.Of(State!.Value)}",
        StepEffectKind.Result => $"result:{Kebab.Of(Result!.Value)}",
        _ => Kebab.Of(Kind),
    };
}
