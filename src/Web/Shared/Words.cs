namespace CrmVoice.Web;

/// <summary>
/// Everything a person reads on pages; the texts stand in <c>Resources</c>, in a file for each module (<see cref="Shared.ModuleWords"/>).
/// </summary>
public sealed class Words;
