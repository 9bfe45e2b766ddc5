using CrmVoice.Application.Common;

namespace CrmVoice.Application.Tests.Support;

/// <summary>
/// Once it is closed, the first two who come to store wait for each other: both have read what they go by, and neither has stored
/// anything. Whoever comes later, and whoever has it done over, passes.
/// </summary>
internal sealed class MeetingGate
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource met = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int arrived;
    private volatile bool isClosed;

    public void Close() => isClosed = true;

    public async Task PassAsync()
    {
        if (!isClosed)
        {
            return;
        }

        if (Interlocked.Increment(ref arrived) >= 2)
        {
            met.TrySetResult();
        }

        await met.Task.WaitAsync(patience);
    }
}

/// <summary>Stores behind a gate.</summary>
internal sealed class GatedUnitOfWork(IUnitOfWork behind, MeetingGate gate) : IUnitOfWork
{
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        await gate.PassAsync();
        await behind.SaveAsync(cancellationToken);
    }

    public void UseShortTimeouts() => behind.UseShortTimeouts();

    public void Reset() => behind.Reset();
}
