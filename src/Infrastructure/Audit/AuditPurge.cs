using CrmVoice.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrmVoice.Infrastructure.Audit;

/// <summary>Section <c>Audit</c>.</summary>
internal sealed class AuditOptions
{
    public const string Section = "Audit";

    public const int MaxDays = 36_500;

    /// <summary>How many days the audit log goes back.</summary>
    public int KeepDays { get; set; } = 730;
}

/// <summary>Forgets what is old enough: the one way in which anything goes from the audit log.</summary>
internal sealed partial class AuditPurge(
    StorageGate gate, IServiceScopeFactory scopes, IOptions<AuditOptions> options, TimeProvider clock, ILogger<AuditPurge> logger)
    : StorageService(gate)
{
    private static readonly TimeSpan purgesEvery = TimeSpan.FromHours(1);

    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() - TimeSpan.FromDays(options.Value.KeepDays);
        await using var scope = scopes.CreateAsyncScope();
        var entries = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>().AuditEntries.OfAllOrganizations();
        var old = entries.Where(entry => entry.At < until);
        await old.OrderBy(entry => entry.At).DeleteInBatchesAsync(cancellationToken);
    }

    protected override Task WorkAsync(CancellationToken stoppingToken) =>
        RepeatAsync(purgesEvery, clock, PurgeAsync, LogPollFailed, stoppingToken);

    [LoggerMessage(1, LogLevel.Error, "Old entries of the audit log could not be removed; trying again in an hour")]
    private partial void LogPollFailed(Exception exception);
}
