using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Notices where an older state of the database was restored into the file that is in use: the numbers of events go back.
/// </summary>
internal sealed class SqliteFileWatch(StorageGate gate, IServiceScopeFactory scopes, SqliteFile file, TimeProvider clock)
    : StorageService(gate)
{
    private static readonly TimeSpan pollInterval = TimeSpan.FromSeconds(1);

    // Whoever needs the database says what is wrong with it.
    protected override Task WorkAsync(CancellationToken stoppingToken) =>
        RepeatAsync(pollInterval, clock, LookAsync, stumbled: _ => { }, stoppingToken);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>().Database;
        var numbers = await db.SqlQuery<long>($"SELECT seq FROM sqlite_sequence WHERE name = 'CallEvents'").ToListAsync(cancellationToken);
        file.EnsureNotOlder(numbers.SingleOrDefault());
    }
}
