using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Web.Features.Identity;

/// <summary>
/// Sends a command of somebody who is about to come into an organization, or creates one: the request itself belongs to none, or to
/// another.
/// </summary>
public sealed class OtherOrganization(IServiceScopeFactory scopes)
{
    public async Task<TResponse> SendAsync<TResponse>(
        OrganizationId organization,
        ICommand<TResponse> command,
        CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().EnterForRequest(organization);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, cancellationToken);
    }

    /// <summary>For a command that enters the organization that it creates.</summary>
    public async Task<TResponse> SendToNewAsync<TResponse>(ICommand<TResponse> command, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().LowerPriority();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, cancellationToken);
    }
}
