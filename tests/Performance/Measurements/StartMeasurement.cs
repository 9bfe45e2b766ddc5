using CrmVoice.Performance.Support;

namespace CrmVoice.Performance.Measurements;

/// <summary>From the start of the process to its first page.</summary>
internal static class StartMeasurement
{
    private const int Runs = 3;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var kept = new Workspace();
        var (fresh, existing) = (new List<TimeSpan>(), new List<TimeSpan>());
        await StartAsync(kept);
        for (var run = 0; run < Runs; run++)
        {
            await using var empty = new Workspace();
            fresh.Add(await StartAsync(empty));
            existing.Add(await StartAsync(kept));
        }

        return
        [
            new Figure("start to first page, no database yet (migrated, demo seeded)", Median(fresh), "3 s"),
            new Figure("start to first page, existing database", Median(existing), "3 s"),
        ];
    }

    private static async Task<TimeSpan> StartAsync(Workspace workspace)
    {
        await using var server = await CrmVoiceServer.StartDemoAsync(workspace);
        return server.TookToAnswer;
    }

    private static string Median(IEnumerable<TimeSpan> times) =>
        FormattableString.Invariant(
            $"{times.Order().ElementAt(Runs / 2).TotalSeconds:0.0} s (of {string.Join(", ", times.Select(time => FormattableString.Invariant($"{time.TotalSeconds:0.0}")))})"
        );
}
