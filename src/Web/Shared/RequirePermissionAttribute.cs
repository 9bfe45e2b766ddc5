using CrmVoice.Application.Common;
using Microsoft.AspNetCore.Authorization;

namespace CrmVoice.Web.Shared;

/// <summary>
/// Lets in only those who may do this, by their role or by what they are beside it: others are asked to sign in, or refused.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class RequirePermissionAttribute(Permission permission)
    : AuthorizeAttribute,
        IAuthorizationRequirementData,
        IAuthorizationRequirement
{
    public Permission Permission { get; } = permission;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

internal sealed class PermissionHandler : AuthorizationHandler<RequirePermissionAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RequirePermissionAttribute requirement)
    {
        if (context.User.FindRole() is { } role
            && (role.May(requirement.Permission)
                || (requirement.Permission is Permission.ManageInstallation && context.User.IsInstallationAdmin())))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
