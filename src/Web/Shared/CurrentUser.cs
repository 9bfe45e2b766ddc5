using System.Security.Claims;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;

namespace CrmVoice.Web.Shared;

/// <summary>Who asks, as the request's claims say.</summary>
internal sealed class CurrentUser(IHttpContextAccessor accessor) : ICurrentUser
{
    public UserId UserId => new(Id(CrmVoiceClaims.User));

    public MembershipId MembershipId => new(Id(CrmVoiceClaims.Membership));

    public OrganizationId OrganizationId => new(Id(CrmVoiceClaims.Organization));

    public Role Role => Principal.FindRole() ?? throw NobodySignedIn();

    private ClaimsPrincipal Principal => accessor.HttpContext?.User ?? throw NobodySignedIn();

    private Guid Id(string claim) => Principal.FindId(claim) ?? throw NobodySignedIn();

    // Reached only where an action forgot to ask for a permission: a fault of ours, not of the caller's.
    private static InvalidOperationException NobodySignedIn() => new("Nobody is signed in.");
}
