namespace CrmVoice.Infrastructure.Persistence;

/// <summary>
/// Wakes a follower of a table at once where the row was stored by this process; rows of other processes are found by looking now and then.
/// </summary>
internal abstract class TableSignal : IDisposable
{
    private readonly SemaphoreSlim news = new(0, 1);

    public void WakeIf(bool hasNews)
    {
        if (!hasNews)
        {
            return;
        }

        try
        {
            news.Release();
        }
        catch (SemaphoreFullException)
        {
            // Awake already.
        }
    }

    public void Dispose() => news.Dispose();

    /// <summary>Returns when there is news, and after this long at the latest.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => news.WaitAsync(atMost, cancellationToken);
}
