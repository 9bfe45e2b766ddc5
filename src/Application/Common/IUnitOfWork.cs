namespace CrmVoice.Application.Common;

public interface IUnitOfWork
{
    /// <summary>Handles what the changed aggregates raised and stores everything in one transaction.</summary>
    /// <exception cref="ConcurrentChangeException">Another writer stored first; nothing was stored here.</exception>
    Task SaveAsync(CancellationToken cancellationToken);

    /// <summary>From now on it waits for locks and outages for a moment only.</summary>
    void Hurry();

    /// <summary>Forgets what was read and changed, so that the work can be done again.</summary>
    void Reset();
}

/// <summary>Two writers changed the same thing; the later one has to look again.</summary>
public sealed class ConcurrentChangeException(Exception? inner = null) : Exception("Another writer was faster.", inner);
