namespace CrmVoice.Faults.Tests.Support.Rooms;

/// <content>Where a call stops until the application has been killed and started again.</content>
internal sealed partial class PlayedCall
{
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource thawed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> exchanges = [];
    private bool isCounting;
    private bool isStopped;

    /// <summary>Which exchange it stops at, counted from 1; null for none.</summary>
    public int? StopsAt { get; init; }

    /// <summary>Whether it stops when the exchange has been done and its answer is not told yet, or before.</summary>
    public bool StopsAfter { get; init; }

    /// <summary>Done when it has stopped.</summary>
    public Task Stopped => stopped.Task;

    public string StoppedAt { get; private set; } = "nowhere";

    /// <summary>What was exchanged since <see cref="StartCounting"/>, in order.</summary>
    public IReadOnlyList<string> Exchanges
    {
        get
        {
            lock (gate)
            {
                return [.. exchanges];
            }
        }
    }

    /// <summary>Whether counting starts when a leg has been asked for.</summary>
    public bool CountsFromDialling { get; init; }

    public void StartCounting() => isCounting = true;

    public void StopCounting() => isCounting = false;

    /// <summary>The application is back.</summary>
    public void Thaw() => thawed.TrySetResult();

    public int Count(string what)
    {
        lock (gate)
        {
            if (!isCounting)
            {
                return 0;
            }

            exchanges.Add(what);
            return exchanges.Count;
        }
    }

    /// <returns>False where the application died meanwhile.</returns>
    public async Task<bool> PassesAsync(int number, bool isAfter, CancellationToken isGone)
    {
        if (!Stops(number, isAfter))
        {
            return true;
        }

        var gone = new TaskCompletionSource();
        await using var registration = isGone.Register(() => gone.TrySetResult());
        await Task.WhenAny(thawed.Task, gone.Task);
        return false;
    }

    /// <summary>Something that a person asks of the application, once more where the answer was not seen.</summary>
    public async Task AskAsync(string what, Func<Task> ask)
    {
        var number = Count(what);
        if (Stops(number, isAfter: false))
        {
            await thawed.Task;
        }

        await ask();
        if (Stops(number, isAfter: true))
        {
            await thawed.Task;
            await ask();
        }
    }

    private bool Stops(int number, bool isAfter)
    {
        lock (gate)
        {
            if (thawed.Task.IsCompleted)
            {
                return false;
            }

            if (!isStopped && number > 0 && number == StopsAt && isAfter == StopsAfter)
            {
                isStopped = true;
                StoppedAt = $"{(isAfter ? "after" : "before")} {number}, {exchanges[number - 1]}";
                stopped.TrySetResult();
            }

            // Whatever else is on its way when the application dies waits, too.
            return isStopped;
        }
    }
}
