using CrmVoice.Domain.Calls;

namespace CrmVoice.Faults.Tests.Support.Rooms;

/// <summary>What a person does once the target has been asked for.</summary>
internal enum Then
{
    Waits,
    Completes,
    MergesAndHangsUp,
    MergesAndCompletes,
    TakesBack,
    TakesBackWhileItRings,
    LosesTheContactWhileItRings,
    LosesTheContactWhileConsulting,
}

/// <summary>A way in which a contact is handed over, or is not.</summary>
/// <param name="Again">What the agent does who is rung once more.</param>
/// <param name="IsCountedFromStart">
/// Whether the application is killed at all of its steps, and not only at those that no other way has.
/// </param>
internal sealed record Handover(
    TransferKind Kind,
    Then Then,
    TransferResult Result,
    Manner Target = Manner.Answers,
    Manner Again = Manner.Answers,
    bool IsOutside = false,
    bool IsCountedFromStart = false)
{
    public static readonly IReadOnlyList<Handover> All =
    [
        new(TransferKind.Cold, Then.Waits, TransferResult.Taken, IsCountedFromStart: true),
        new(TransferKind.Cold, Then.Waits, TransferResult.Taken, IsOutside: true),
        new(TransferKind.Cold, Then.Waits, TransferResult.Returned, Manner.LetsItRingOut),
        new(TransferKind.Cold, Then.Waits, TransferResult.NotTaken, Manner.LetsItRingOut, Manner.LetsItRingOut),
        new(TransferKind.Cold, Then.LosesTheContactWhileItRings, TransferResult.ContactLeft, Manner.Rings),
        new(TransferKind.Warm, Then.Completes, TransferResult.Taken, IsCountedFromStart: true),
        new(TransferKind.Warm, Then.MergesAndHangsUp, TransferResult.Taken, IsOutside: true),
        new(TransferKind.Warm, Then.MergesAndCompletes, TransferResult.Taken),
        new(TransferKind.Warm, Then.Waits, TransferResult.Returned, Manner.LetsItRingOut),
        new(TransferKind.Warm, Then.TakesBack, TransferResult.Returned),
        new(TransferKind.Warm, Then.TakesBackWhileItRings, TransferResult.Returned, Manner.Rings),
        new(TransferKind.Warm, Then.LosesTheContactWhileItRings, TransferResult.ContactLeft, Manner.Rings),
        new(TransferKind.Warm, Then.LosesTheContactWhileConsulting, TransferResult.ContactLeft),
    ];

    public override string ToString() =>
        $"{Kind} to {(IsOutside ? "a number outside" : "a colleague")}, {Target}, {Then}{(Again is Manner.Answers ? "" : $", {Again}")}";
}
