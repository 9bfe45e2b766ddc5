using System.Security.Claims;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Live;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CrmVoice.Web.Features.Identity;

/// <summary>
/// Begins and ends sessions. One is in one organization at a time: what its pages need of it travels in the session's cookie.
/// </summary>
public sealed class Session
{
    private readonly IHttpContextAccessor accessor;
    private readonly IServiceScopeFactory scopes;
    private readonly SessionChecks checks;
    private readonly LiveConnections connections;

    internal Session(IHttpContextAccessor accessor, IServiceScopeFactory scopes, SessionChecks checks, LiveConnections connections) =>
        (this.accessor, this.scopes, this.checks, this.connections) = (accessor, scopes, checks, connections);

    private Guid? Present => accessor.HttpContext!.User.FindId(CrmVoiceClaims.Session);

    /// <summary>For whoever said the right password; who was signed in before in this browser is no more.</summary>
    public async Task BeginAsync(UserId userId, SignInMembership membership)
    {
        await EndPresentAsync();
        await WriteAsync(await SendAsync(membership.OrganizationId, new BeginSession(userId, membership.Id)), userId, membership);
    }

    /// <summary>For whom the organization's provider vouched: in this organization, and in no other.</summary>
    public async Task BeginByProviderAsync(UserId userId, SignInMembership membership)
    {
        await EndPresentAsync();
        var begin = new BeginSession(userId, membership.Id, OnlyIn: membership.OrganizationId);
        await WriteAsync(await SendAsync(membership.OrganizationId, begin), userId, membership, byProvider: true);
    }

    /// <summary>The same session in another organization of its person.</summary>
    public async Task SwitchOrganizationAsync(UserId userId, SignInMembership membership)
    {
        await SendAsync(membership.OrganizationId, new EnterOrganization(membership.Id));
        await WriteAsync(Present!.Value, userId, membership, accessor.HttpContext!.User.IsByProvider());
    }

    /// <summary>Also for every copy of its cookie, and for the browsers that listen in it.</summary>
    public async Task EndAsync()
    {
        await EndPresentAsync();
        await accessor.HttpContext!.SignOutAsync();
    }

    /// <summary>Somebody was given another role, or was deactivated: that holds at the next request.</summary>
    public void Invalidate(MembershipId member)
    {
        checks.Forget(member);
        connections.Close(member);
    }

    /// <summary>Somebody's sessions were ended, as by a new password: so they are at the next request.</summary>
    public void Invalidate(UserId person)
    {
        checks.ForgetAll();
        connections.Close(person);
    }

    /// <summary>What is asked of everybody in an organization has changed: that holds at the next request.</summary>
    public void Invalidate() => checks.ForgetAll();

    /// <summary>
    /// Ends all other sessions of the person signed in, at their next request; browsers that listen in this one connect again by
    /// themselves.
    /// </summary>
    public async Task EndOthersAsync(ICurrentUser user)
    {
        await SendAsync(user.OrganizationId, new EndOtherSessions(user.UserId, Present!.Value, user.MembershipId));
        Invalidate(user.UserId);
    }

    private async Task EndPresentAsync()
    {
        var user = accessor.HttpContext!.User;
        if (Present is { } session && user.FindId(CrmVoiceClaims.Membership) is { } member
            && user.FindId(CrmVoiceClaims.Organization) is { } organization)
        {
            await SendAsync(new OrganizationId(organization), new EndSession(session, new MembershipId(member)));
            checks.Forget(session);
            connections.Close(session);
        }
    }

    private async Task WriteAsync(Guid session, UserId userId, SignInMembership membership, bool byProvider = false)
    {
        var context = accessor.HttpContext!;
        var principal = PrincipalOf(session, userId, membership);
        context.User = principal;
        var me = await SendAsync(membership.OrganizationId, new GetMyProfile());
        var identity = (ClaimsIdentity)principal.Identity!;
        if (byProvider)
        {
            identity.AddClaim(new Claim(CrmVoiceClaims.ByProvider, "true"));
        }

        identity.AddClaim(new Claim(CrmVoiceClaims.OrganizationLanguage, me.OrganizationLanguage));
        identity.AddClaim(new Claim(CrmVoiceClaims.OrganizationCountry, me.OrganizationCountry));
        identity.AddClaim(new Claim(CrmVoiceClaims.OrganizationZone, me.OrganizationTimeZone));
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, principal);
        context.Response.RememberLanguage(me.Language);
    }

    // A scope of its own: the request's may belong to the organization that is being left.
    private async Task<TResponse> SendAsync<TResponse>(OrganizationId organization, IRequest<TResponse> request)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().EnterForRequest(organization);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    private static ClaimsPrincipal PrincipalOf(Guid session, UserId userId, SignInMembership membership) => new(new ClaimsIdentity(
        CrmVoiceClaims.Of(userId, membership.Id, membership.OrganizationId, membership.Role, language: null)
            .Append(new Claim(ClaimTypes.Name, membership.Name)).Append(new Claim(CrmVoiceClaims.Session, session.ToString())),
        CookieAuthenticationDefaults.AuthenticationScheme));
}
