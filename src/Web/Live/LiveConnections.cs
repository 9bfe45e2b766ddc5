using System.Collections.Concurrent;
using System.Security.Claims;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.SignalR;

namespace CrmVoice.Web.Live;

/// <summary>The browsers that listen. A connection lasts for hours and is asked once who it is: whose session has ended meanwhile is cut off.</summary>
internal sealed partial class LiveConnections(SessionChecks checks, TimeProvider clock, ILogger<LiveConnections> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<string, HubCallerContext> connections = new();

    public void Add(HubCallerContext connection) => connections[connection.ConnectionId] = connection;

    public void Remove(HubCallerContext connection) => connections.TryRemove(connection.ConnectionId, out _);

    /// <summary>Cuts off all that belong to a session.</summary>
    public void Close(Guid session)
    {
        foreach (var connection in connections.Values.Where(connection => connection.User?.FindId(CrmVoiceClaims.Session) == session))
        {
            connection.Abort();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SessionChecks.Remembered, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CloseThoseThatAreOverAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogNotChecked(exception);
            }
        }
    }

    private async Task CloseThoseThatAreOverAsync(CancellationToken cancellationToken)
    {
        foreach (var connection in connections.Values)
        {
            if (await checks.FindRoleAsync(connection.User ?? new ClaimsPrincipal(), cancellationToken) is null)
            {
                connection.Abort();
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Whether the browsers that listen still may could not be looked up; trying again")]
    private partial void LogNotChecked(Exception exception);
}
