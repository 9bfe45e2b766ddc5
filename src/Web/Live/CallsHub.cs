using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.SignalR;

namespace CrmVoice.Web.Live;

/// <summary>
/// Where browsers listen. They are told that a call changed and nothing of it: what may be shown is decided where it is read.
/// </summary>
[RequirePermission(Permission.SeeCalls)]
internal sealed class CallsHub(ICurrentUser user, LiveConnections connections) : Hub
{
    public const string Path = "/hubs/calls";

    public override async Task OnConnectedAsync()
    {
        connections.Add(Context);
        await Groups.AddToGroupAsync(Context.ConnectionId, GroupOf(user.OrganizationId));
        await Groups.AddToGroupAsync(Context.ConnectionId, GroupOf(user.MembershipId));
        await base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context);
        return base.OnDisconnectedAsync(exception);
    }

    internal static string GroupOf(OrganizationId organization) => $"organization {organization.Value:N}";

    internal static string GroupOf(MembershipId member) => $"member {member.Value:N}";
}
