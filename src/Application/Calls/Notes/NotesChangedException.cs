namespace CrmVoice.Application.Calls.Notes;

/// <summary>The notes are no longer those that somebody read before writing; nothing was stored.</summary>
/// <param name="notes">What stands there now.</param>
public sealed class NotesChangedException(string notes, int version) : Exception("The notes have been changed since they were read.")
{
    public string Notes { get; } = notes;

    public int Version { get; } = version;
}
