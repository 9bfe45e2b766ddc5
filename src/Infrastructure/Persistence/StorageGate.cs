using Microsoft.Extensions.Hosting;

namespace CrmVoice.Infrastructure.Persistence;

/// <summary>
/// Whether the database can be worked with: closed while it did not answer when the process was started, or waits for its migrations.
/// </summary>
public sealed class StorageGate
{
    private volatile TaskCompletionSource opened = new();

    public StorageGate() => opened.SetResult();

    /// <summary>Why it is closed; null where it is open.</summary>
    public string? Reason { get; private set; }

    public void Open()
    {
        Reason = null;
        opened.TrySetResult();
    }

    internal void Close(string reason)
    {
        Reason = reason;
        if (opened.Task.IsCompleted)
        {
            opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    internal Task WaitAsync(CancellationToken cancellationToken) => opened.Task.WaitAsync(cancellationToken);
}

/// <summary>Works by itself once the database can be worked with, and troubles neither it nor the log before.</summary>
public abstract class StorageService(StorageGate gate) : BackgroundService
{
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await gate.WaitAsync(stoppingToken);
        await WorkAsync(stoppingToken);
    }

    protected abstract Task WorkAsync(CancellationToken stoppingToken);

    /// <summary>Works at once and then again and again; what goes wrong is told, and tried again at its time.</summary>
    protected static async Task RepeatAsync(
        TimeSpan every, TimeProvider clock, Func<CancellationToken, Task> work, Action<Exception> stumbled, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, clock);
        do
        {
            try
            {
                await work(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                stumbled(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
