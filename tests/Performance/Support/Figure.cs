namespace CrmVoice.Performance.Support;

/// <summary>A row of the table.</summary>
internal sealed record Figure(string What, string Value, string Aim = "");
