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

/// <summary>Begins and ends sessions. One is in one organization at a time: what its pages need of it travels in the session's cookie.</summary>
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
        await WriteAsync(await InScopeAsync(services => services.GetRequiredService<ISessions>().BeginAsync(userId, CancellationToken.None)), userId, membership);
    }

    /// <summary>The same session in another organization of its person.</summary>
    public Task GoOnAsync(UserId userId, SignInMembership membership) => WriteAsync(Present!.Value, userId, membership);

    /// <summary>Also for every copy of its cookie, and for the browsers that listen in it.</summary>
    public async Task EndAsync()
    {
        await EndPresentAsync();
        await accessor.HttpContext!.SignOutAsync();
    }

    /// <summary>Somebody was given another role, or was deactivated: that holds at the next request.</summary>
    public void LookAgain(MembershipId member)
    {
        checks.Forget(member);
        connections.Close(member);
    }

    /// <summary>Somebody's sessions were ended, as by a new password: so they are at the next request.</summary>
    public void LookAgain(UserId person)
    {
        checks.ForgetAll();
        connections.Close(person);
    }

    private async Task EndPresentAsync()
    {
        if (Present is { } session)
        {
            await InScopeAsync(async services =>
            {
                await services.GetRequiredService<ISessions>().EndAsync(session, CancellationToken.None);
                return session;
            });
            checks.Forget(session);
            connections.Close(session);
        }
    }

    private async Task WriteAsync(Guid session, UserId userId, SignInMembership membership)
    {
        var context = accessor.HttpContext!;
        var principal = PrincipalOf(session, userId, membership);
        context.User = principal;
        var me = await InScopeAsync(services =>
        {
            services.GetRequiredService<OrganizationScope>().Enter(membership.OrganizationId);
            return services.GetRequiredService<IMediator>().Send(new GetMyProfile());
        });
        var identity = (ClaimsIdentity)principal.Identity!;
        identity.AddClaim(new Claim(CrmVoiceClaims.OrganizationLanguage, me.OrganizationLanguage));
        identity.AddClaim(new Claim(CrmVoiceClaims.OrganizationCountry, me.OrganizationCountry));
        identity.AddClaim(new Claim(CrmVoiceClaims.OrganizationZone, me.OrganizationTimeZone));
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, principal);
        context.Response.RememberLanguage(me.Language);
    }

    // A scope of its own: the request's may belong to the organization that is being left.
    private async Task<TResult> InScopeAsync<TResult>(Func<IServiceProvider, Task<TResult>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().GiveWay();
        return await work(scope.ServiceProvider);
    }

    private static ClaimsPrincipal PrincipalOf(Guid session, UserId userId, SignInMembership membership) => new(new ClaimsIdentity(
        CrmVoiceClaims.Of(userId, membership.Id, membership.OrganizationId, membership.Role, language: null)
            .Append(new Claim(ClaimTypes.Name, membership.Name)).Append(new Claim(CrmVoiceClaims.Session, session.ToString())),
        CookieAuthenticationDefaults.AuthenticationScheme));
}
