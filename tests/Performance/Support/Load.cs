using System.Collections.Concurrent;
using System.Diagnostics;

namespace CrmVoice.Performance.Support;

/// <summary>Ways to ask for something many times.</summary>
internal static class Load
{
    /// <summary>So many at once, the next as soon as one is answered.</summary>
    public static async Task<(IReadOnlyCollection<TimeSpan> Times, TimeSpan Took)> AtOnceAsync(
        int concurrency,
        IEnumerable<int> numbers,
        Func<int, Task> request)
    {
        var times = new ConcurrentBag<TimeSpan>();
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            numbers,
            new ParallelOptions { MaxDegreeOfParallelism = concurrency },
            async (number, _) => times.Add(await TimeAsync(() => request(number))));
        return (times, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>At a steady rate, whether the ones before are answered or not.</summary>
    public static async Task<IReadOnlyCollection<TimeSpan>> AtRateAsync(int perSecond, IEnumerable<int> numbers, Func<int, Task> request)
    {
        var started = Stopwatch.GetTimestamp();
        var asked = new List<Task<TimeSpan>>();
        foreach (var number in numbers)
        {
            var wait = TimeSpan.FromSeconds((double)asked.Count / perSecond) - Stopwatch.GetElapsedTime(started);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait);
            }

            asked.Add(Task.Run(() => TimeAsync(() => request(number))));
        }

        return await Task.WhenAll(asked);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> request)
    {
        var started = Stopwatch.GetTimestamp();
        await request();
        return Stopwatch.GetElapsedTime(started);
    }
}
