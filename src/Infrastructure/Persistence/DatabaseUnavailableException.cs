namespace CrmVoice.Infrastructure.Persistence;

/// <summary>
/// The database cannot be opened, created, brought up to date or understood; the message says why in one line, without its connection
/// string.
/// </summary>
public sealed class DatabaseUnavailableException(string reason, Exception? inner = null)
    : Exception($"The database cannot be used: {reason.ReplaceLineEndings(" ")}", inner)
{
    /// <summary>Whether it may work later without anybody in here: a server that does not answer.</summary>
    public bool MayMendItself { get; init; }
}
