namespace CrmVoice.Web.Shared;

/// <summary>A field for a secret: shows when it was saved, never what.</summary>
public sealed record SecretField(string Name, string Label, DateTimeOffset? SavedAt, string? Hint = null);
