using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Webhooks.Twilio;

namespace CrmVoice.Web.Shared;

internal static class OrganizationScopeMiddleware
{
    /// <summary>
    /// Enters the organization of whoever signed in. Comes after UseAuthorization: only there is an API token looked at,
    /// and a cookie sent along with it set aside.
    /// </summary>
    public static IApplicationBuilder UseOrganizationScope(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // A webhook belongs to the account that signed it, whoever may be signed in beside.
        var isSigned = context.GetEndpoint()?.Metadata.GetMetadata<CarrierSignedAttribute>() is not null;
        if (!isSigned && context.User.FindId(CrmVoiceClaims.Organization) is { } organization)
        {
            context.RequestServices.GetRequiredService<OrganizationScope>().Enter(new OrganizationId(organization));
        }

        return next(context);
    });
}
