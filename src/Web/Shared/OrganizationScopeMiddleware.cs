using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Shared;

internal static class OrganizationScopeMiddleware
{
    /// <summary>
    /// Enters the organization of whoever signed in. Comes after UseAuthorization: only there is an API token looked at,
    /// and a cookie sent along with it set aside.
    /// </summary>
    public static IApplicationBuilder UseOrganizationScope(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.User.FindId(CrmVoiceClaims.Organization) is { } organization)
        {
            context.RequestServices.GetRequiredService<OrganizationScope>().EnterForRequest(new OrganizationId(organization));
        }

        return next(context);
    });
}
