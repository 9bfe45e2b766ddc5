using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrmVoice.Infrastructure.Persistence.SqlServer;

/// <summary>
/// Does over what failed for a moment. EF's own strategy goes by numbers, and SqlClient has none for a connection that was cut or refused
/// anywhere but on Windows: it reports number 0, class 20. And it counts tries, of which each may take as long as connecting may (the
/// driver tries for itself until then): ours begins none once it is time to answer.
/// </summary>
internal sealed class OutageStrategy(ExecutionStrategyDependencies dependencies)
    : SqlServerRetryingExecutionStrategy(dependencies, MaxTries, longestPause, errorNumbersToAdd: null)
{
    // A server that fails over is back within seconds.
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(10);

    // More than there is time for.
    private const int MaxTries = 50;

    private static readonly TimeSpan shortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan longestPause = TimeSpan.FromSeconds(2);

    private long began;

    private TimeSpan Most => (Dependencies.CurrentContext.Context as CrmVoiceDbContext)?.Patience ?? patience;

    protected override void OnFirstExecution()
    {
        base.OnFirstExecution();
        began = Stopwatch.GetTimestamp();
    }

    protected override bool ShouldRetryOn(Exception exception) => DatabaseOutage.IsMomentary(exception) || base.ShouldRetryOn(exception);

    // 0.1 s, 0.2 s, 0.4 s … 2 s, and a little more or less, so that those who were cut off together do not all come back together.
    protected override TimeSpan? GetNextDelay(Exception lastException)
    {
        var pause = shortestPause * Math.Pow(2, Math.Min(ExceptionsEncountered.Count, 10) - 1) * (0.8 + (0.4 * Random.Shared.NextDouble()));
        pause = pause < longestPause ? pause : longestPause;
        return Stopwatch.GetElapsedTime(began) + pause <= Most ? pause : null;
    }
}
