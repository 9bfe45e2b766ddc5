using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;
using Microsoft.AspNetCore.SignalR;

namespace CrmVoice.Web.Live;

/// <summary>Tells browsers of committed changes: everybody in the organization for lists, the agent for the call bar.</summary>
internal sealed class CallEventBroadcaster(IHubContext<CallsHub> hub) : ICallEventListener
{
    public async Task OnCallEventAsync(CallEvent happened, CancellationToken cancellationToken)
    {
        var change = new CallChange(happened.CallId.Value, happened.Type);
        await hub.Clients.Group(CallsHub.GroupOf(happened.AgentId)).SendAsync("myCallChanged", change, cancellationToken);
        await hub.Clients.Group(CallsHub.GroupOf(happened.OrganizationId)).SendAsync("callChanged", change, cancellationToken);
    }

    private sealed record CallChange(Guid CallId, string Type);
}
