namespace CrmVoice.Infrastructure.Persistence;

/// <summary>
/// The database is no longer the one that this process began with: nothing that is stored now would be there after the next start.
/// </summary>
public sealed class DatabaseReplacedException(string message) : Exception(message);
