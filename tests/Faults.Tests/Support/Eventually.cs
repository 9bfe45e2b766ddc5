namespace CrmVoice.Faults.Tests.Support;

/// <summary>Waits for what the application does in its own time: looks again and again, and gives up after a while.</summary>
internal static class Eventually
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan pollInterval = TimeSpan.FromMilliseconds(30);

    public static async Task<TResult> EventuallyAsync<TResult>(Func<Task<TResult>> look, Func<TResult, bool> isEnough, string what)
    {
        using var timer = new PeriodicTimer(pollInterval);
        using var over = new CancellationTokenSource(patience);
        var seen = await look();
        while (!isEnough(seen))
        {
            if (over.IsCancellationRequested)
            {
                Assert.Fail($"{what}: not within {patience.TotalSeconds:0} s. Last seen: {seen}");
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
            seen = await look();
        }

        return seen;
    }

    public static Task EventuallyAsync(Func<Task<bool>> isSo, string what) => EventuallyAsync(isSo, so => so, what);

    public static Task EventuallyAsync(Func<bool> isSo, string what) => EventuallyAsync(() => Task.FromResult(isSo()), what);
}
