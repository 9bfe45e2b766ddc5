using System.Collections.Concurrent;
using System.Security.Claims;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.SignalR;

namespace CrmVoice.Web.Live;

/// <summary>
/// The browsers that listen. A connection lasts for hours and is asked once who it is: whose session has ended meanwhile is cut off.
/// </summary>
internal sealed partial class LiveConnections(SessionChecks checks, TimeProvider clock, ILogger<LiveConnections> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<string, HubCallerContext> connections = new();

    public void Add(HubCallerContext connection) => connections[connection.ConnectionId] = connection;

    public void Remove(HubCallerContext connection) => connections.TryRemove(connection.ConnectionId, out _);

    /// <summary>Cuts off all that belong to a session.</summary>
    public void Close(Guid session) => Close(CrmVoiceClaims.Session, session);

    /// <summary>Cuts off all of a person in an organization; browsers that still may connect again by themselves.</summary>
    public void Close(MembershipId member) => Close(CrmVoiceClaims.Membership, member.Value);

    /// <summary>Cuts off all of a person.</summary>
    public void Close(UserId person) => Close(CrmVoiceClaims.User, person.Value);

    private void Close(string claim, Guid id)
    {
        foreach (var connection in connections.Values.Where(connection => connection.User?.FindId(claim) == id))
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
            if (await checks.FindAsync(connection.User ?? new ClaimsPrincipal(), cancellationToken) is null or { LacksTwoFactor: true })
            {
                connection.Abort();
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Whether the browsers that listen still may could not be looked up; trying again")]
    private partial void LogNotChecked(Exception exception);
}
