using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Carrier;

public enum UnappliedKind
{
    /// <summary>The organization has no such call.</summary>
    UnknownCall,

    /// <summary>A leg or a recording that it names belongs to another call of the organization.</summary>
    OfAnotherCall,

    /// <summary>A field is missing or malformed.</summary>
    Malformed,

    /// <summary>Its parameters are no longer kept: it will never be applied.</summary>
    Forgotten,

    /// <summary>Something broke.</summary>
    Failed,
}

/// <summary>
/// Why a webhook could not be applied. Stored as text: <c>unknown-call</c>, or <c>malformed:CallSid</c> where there is a detail.
/// </summary>
/// <param name="Detail">The field that is malformed, or the kind of exception; never what a webhook said.</param>
public readonly record struct UnappliedReason(UnappliedKind Kind, string? Detail = null)
{
    public const int MaxLength = 80;

    /// <summary>A kind that this version does not know is read as a failure.</summary>
    public static UnappliedReason Parse(string text) => text.Split(':', 2) switch
    {
        [var kind, var detail] when Kebab.TryRead<UnappliedKind>(kind) is { } known => new UnappliedReason(known, detail),
        [var kind] when Kebab.TryRead<UnappliedKind>(kind) is { } known => new UnappliedReason(known),
        _ => new UnappliedReason(UnappliedKind.Failed, text),
    };

    public override string ToString()
    {
        var text = Detail is null ? Kebab.Of(Kind) : $"{Kebab.Of(Kind)}:{Detail}";
        return text.Length <= MaxLength ? text : text[..MaxLength];
    }
}
