using System.Security.Claims;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CrmVoice.Web.Features.Identity;

/// <summary>Begins a session in one organization: what its pages need of it travels in the session's cookie.</summary>
public sealed class Session(IHttpContextAccessor accessor, IServiceScopeFactory scopes)
{
    public async Task BeginAsync(UserId userId, SignInMembership membership)
    {
        var context = accessor.HttpContext!;
        var principal = PrincipalOf(userId, membership);
        context.User = principal;
        var me = await ProfileAsync(membership.OrganizationId);
        var identity = (ClaimsIdentity)principal.Identity!;
        identity.AddClaim(new Claim(CrmVoiceClaims.OrganizationLanguage, me.OrganizationLanguage));
        identity.AddClaim(new Claim(CrmVoiceClaims.OrganizationCountry, me.OrganizationCountry));
        identity.AddClaim(new Claim(CrmVoiceClaims.OrganizationZone, me.OrganizationTimeZone));
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, principal);
        context.Response.RememberLanguage(me.Language);
    }

    // In a scope of its own: the request's may belong to the organization that is being left.
    private async Task<MyProfile> ProfileAsync(OrganizationId organizationId)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(organizationId);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new GetMyProfile());
    }

    private static ClaimsPrincipal PrincipalOf(UserId userId, SignInMembership membership) => new(new ClaimsIdentity(
        CrmVoiceClaims.Of(userId, membership.Id, membership.OrganizationId, membership.Role, language: null).Append(new Claim(ClaimTypes.Name, membership.Name)),
        CookieAuthenticationDefaults.AuthenticationScheme));
}
