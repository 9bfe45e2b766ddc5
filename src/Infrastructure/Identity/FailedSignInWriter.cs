using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>Writes failed sign-ins down, one after the other.</summary>
internal sealed partial class FailedSignInWriter(
    StorageGate gate, FailedSignIns failures, IServiceScopeFactory scopes, ILogger<FailedSignInWriter> logger)
    : StorageService(gate)
{
    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        await foreach (var failed in failures.ReadAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<OrganizationScope>().LowerPriority();
                await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RecordFailedSignIn(failed), stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogLost(exception);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A failed sign-in could not be written into the audit log")]
    private partial void LogLost(Exception exception);
}
