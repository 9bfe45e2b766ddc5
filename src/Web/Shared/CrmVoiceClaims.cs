using System.Security.Claims;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;

namespace CrmVoice.Web.Shared;

/// <summary>The claims that every sign-in issues, by cookie or by API token: who it is, in which organization, as what.</summary>
internal static class CrmVoiceClaims
{
    public const string User = ClaimTypes.NameIdentifier;
    public const string Membership = "crmvoice:membership";
    public const string Organization = "crmvoice:organization";
    public const string Role = "crmvoice:role";

    /// <summary>There where the person may create organizations. No cookie brings it along: it is looked up with each request.</summary>
    public const string InstallationAdmin = "crmvoice:installation-admin";

    /// <summary>Of a cookie: the session that it belongs to.</summary>
    public const string Session = "crmvoice:session";

    /// <summary>Of a cookie whose session began by the organization's sign-in provider: it leads into no other organization.</summary>
    public const string ByProvider = "crmvoice:by-provider";

    /// <summary>IETF language tag the person chose; left out where none was chosen.</summary>
    public const string Language = "crmvoice:language";

    // A session knows these too, so that a page needs no query for them.
    public const string OrganizationLanguage = "crmvoice:organization-language";
    public const string OrganizationCountry = "crmvoice:organization-country";
    public const string OrganizationZone = "crmvoice:organization-zone";

    public static IEnumerable<Claim> Of(UserId user, MembershipId membership, OrganizationId organization, Role role, string? language)
    {
        yield return new Claim(User, user.Value.ToString());
        yield return new Claim(Membership, membership.Value.ToString());
        yield return new Claim(Organization, organization.Value.ToString());
        yield return new Claim(Role, Kebab.Of(role));
        if (language is not null)
        {
            yield return new Claim(Language, language);
        }
    }

    public static Guid? FindId(this ClaimsPrincipal principal, string claim) =>
        Guid.TryParse(principal.FindFirstValue(claim), out var id) ? id : null;

    public static bool IsByProvider(this ClaimsPrincipal principal) => principal.HasClaim(claim => claim.Type == ByProvider);

    /// <summary>The same person as something else.</summary>
    public static ClaimsPrincipal As(this ClaimsPrincipal principal, Role role, bool isInstallationAdmin) =>
        new(
            principal.Identities.Select(identity => new ClaimsIdentity(
                [
                    .. identity.Claims.Where(claim => claim.Type is not (Role or InstallationAdmin)),
                    new Claim(Role, Kebab.Of(role)),
                    .. isInstallationAdmin ? [new Claim(InstallationAdmin, "yes")] : Array.Empty<Claim>(),
                ],
                identity.AuthenticationType)));

    public static bool IsInstallationAdmin(this ClaimsPrincipal principal) => principal.HasClaim(claim => claim.Type == InstallationAdmin);

    public static Role? FindRole(this ClaimsPrincipal principal) => Kebab.TryRead<Role>(principal.FindFirstValue(Role));
}
