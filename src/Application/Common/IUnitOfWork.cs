namespace CrmVoice.Application.Common;

public interface IUnitOfWork
{
    /// <summary>Handles the domain events of the changed aggregates and stores everything in one transaction.</summary>
    /// <exception cref="ConcurrentChangeException">Another writer stored first; nothing was stored here.</exception>
    Task SaveAsync(CancellationToken cancellationToken);

    /// <summary>From now on, waits only briefly for locks and outages.</summary>
    void UseShortTimeouts();

    /// <summary>Forgets what was read and changed, so that the work can be done again.</summary>
    void Reset();
}

/// <summary>Two writers changed the same thing; the later one has to read it again.</summary>
public sealed class ConcurrentChangeException(Exception? inner = null) : Exception("Another writer was faster.", inner);
