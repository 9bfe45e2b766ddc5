using CrmVoice.Web.Live;
using Htmx;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace CrmVoice.Web.Features.Identity;

/// <summary>The request is of somebody who lacks the two-factor sign-in that the organization requires.</summary>
internal sealed class TwoFactorDue;

internal static class TwoFactorRedirects
{
    /// <summary>
    /// Leads whoever lacks the required two-factor sign-in to where it is set up. Programs with a token are answered as ever. Comes after
    /// it is known who asks.
    /// </summary>
    public static IApplicationBuilder UseTwoFactor(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Features.Get<TwoFactorDue>() is null)
        {
            return next(context);
        }

        if (context.Request.Path.StartsWithSegments(CallsHub.Path))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return IsClosed(context.GetEndpoint()?.Metadata) ? LeadAway(context) : next(context);
    });

    private static bool IsClosed(EndpointMetadataCollection? action) =>
        action?.GetMetadata<ControllerActionDescriptor>() is not null
        && action.GetMetadata<IAllowAnonymous>() is null
        && action.GetMetadata<OpenWithoutTwoFactorAttribute>() is null;

    private static Task LeadAway(HttpContext context)
    {
        var setUp = $"{context.Request.PathBase}{AuthenticatorsController.Path}";
        if (context.Request.IsHtmx())
        {
            context.Response.Htmx(headers => headers.Redirect(setUp));
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else
        {
            context.Response.Redirect(setUp);
        }

        return Task.CompletedTask;
    }
}
