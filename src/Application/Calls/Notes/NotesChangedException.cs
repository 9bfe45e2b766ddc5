namespace CrmVoice.Application.Calls.Notes;

/// <summary>The notes were changed after the writer read them; nothing was stored.</summary>
/// <param name="notes">The current notes.</param>
public sealed class NotesChangedException(string notes, int version) : Exception("The notes have been changed since they were read.")
{
    public string Notes { get; } = notes;

    public int Version { get; } = version;
}
