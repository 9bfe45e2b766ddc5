using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using Microsoft.AspNetCore.SignalR;

namespace CrmVoice.Web.Live;

/// <summary>Tells browsers of committed changes: all of the organization for lists, whoever is in the call for the call bar.</summary>
internal sealed class CallEventBroadcaster(IHubContext<CallsHub> hub, IServiceScopeFactory scopes) : ICallEventListener
{
    public async Task OnCallEventAsync(CallEvent happened, CancellationToken cancellationToken)
    {
        var change = new CallChange(happened.CallId.Value, happened.Type);
        var seated = await SeatedAsync(happened, cancellationToken);
        var mine = (happened.AgentId is { } agent ? seated.Append(agent) : seated).Distinct().Select(CallsHub.GroupOf).ToList();
        await hub.Clients.Groups(mine).SendAsync("myCallChanged", change, cancellationToken);
        await hub.Clients.Group(CallsHub.GroupOf(happened.OrganizationId)).SendAsync("callChanged", change, cancellationToken);
    }

    private async Task<IReadOnlyList<MembershipId>> SeatedAsync(CallEvent happened, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(happened.OrganizationId);
        return await scope.ServiceProvider.GetRequiredService<ISeatRepository>().ListMembersAsync(happened.CallId, cancellationToken);
    }

    private sealed record CallChange(Guid CallId, string Type);
}
