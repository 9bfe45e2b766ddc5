using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrmVoice.Infrastructure.Persistence;

/// <summary>
/// A look into the database by somebody who wants to know now. It is not cut off but left alone: a driver that is told to give up on a
/// server that does not answer may wait for that to be acknowledged, and SQLite does not listen at all.
/// </summary>
internal sealed class DatabaseProbe(IServiceScopeFactory scopes, StorageGate gate)
{
    /// <summary>A database that takes longer is as good as gone.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="otherwise">What is said where the look fails or takes too long.</param>
    public async Task<HealthCheckResult> LookAsync(Func<CrmVoiceDbContext, Task<HealthCheckResult>> look, string otherwise)
    {
        if (gate.Reason is { } reason)
        {
            return HealthCheckResult.Unhealthy(reason);
        }

        try
        {
            return await Task.Run(() => LookToTheEndAsync(look)).WaitAsync(Patience);
        }
        catch
        {
            return HealthCheckResult.Unhealthy(otherwise);
        }
    }

    // A scope of its own lives for as long as the look takes, whether or not anybody still waits for it.
    private async Task<HealthCheckResult> LookToTheEndAsync(Func<CrmVoiceDbContext, Task<HealthCheckResult>> look)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>());
    }
}
