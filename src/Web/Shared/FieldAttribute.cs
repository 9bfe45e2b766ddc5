namespace CrmVoice.Web.Shared;

/// <summary>Marks what a person fills in, and names it.</summary>
/// <param name="label">The key of the words that stand beside it.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(string label) : Attribute
{
    public string Label { get; } = label;

    /// <summary>Never shown again and never kept anywhere; left empty, it stays as it is stored.</summary>
    public bool IsSecret { get; init; }
}
