using System.Globalization;

namespace CrmVoice.Domain.Audit;

/// <summary>A field that was changed. Numbers, names of contacts and secrets never stand here.</summary>
/// <param name="Field">In kebab case; after a colon the language, where there is one field for each, as in <c>text-busy:pt-BR</c>.</param>
/// <param name="Old">Null where there was nothing.</param>
/// <param name="New">Null where there is nothing now. Both are null where it is nobody's business what it was and is.</param>
public sealed record AuditedChange(string Field, string? Old, string? New)
{
    /// <summary>Of a longer text only so much is kept.</summary>
    public const int MaxLength = 200;

    /// <summary>Those of the fields that are not what they were.</summary>
    public static IReadOnlyList<AuditedChange> Between(params IEnumerable<(string Field, string? Old, string? New)> fields) =>
        [.. fields.Where(field => field.Old != field.New).Select(field => new AuditedChange(field.Field, Cut(field.Old), Cut(field.New)))];

    public static string Write(bool isOn) => isOn ? "yes" : "no";

    public static string? Write(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    /// <summary>Null where there are none, so that no change is told.</summary>
    public static string? WriteIfAny(int number) => number == 0 ? null : Write(number);

    /// <summary>It was changed, and that is all there is to know.</summary>
    public static AuditedChange OfSecret(string field) => new(field, Old: null, New: null);

    // Never between the two halves of a letter.
    private static string? Cut(string? text) =>
        text is not { Length: > MaxLength } ? text : text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
}
