using CrmVoice.Web.Hosting;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace CrmVoice.Web.Features.Identity;

internal static class FirstRunRedirects
{
    /// <summary>
    /// Leads every page to the first run while there is no organization. Programs, Twilio and whoever watches the machine are answered as
    /// ever; files stay files. Comes after the routing, and before anybody is asked who they are.
    /// </summary>
    public static IApplicationBuilder UseFirstRun(this IApplicationBuilder app)
    {
        var firstRun = app.ApplicationServices.GetRequiredService<FirstRun>();
        return app.Use(async (context, next) =>
        {
            if (IsForMembers(context.GetEndpoint()) && await firstRun.IsPendingAsync(context.RequestAborted))
            {
                context.Response.Redirect($"{context.Request.PathBase}{FirstRunController.Path}");
                return;
            }

            await next(context);
        });
    }

    private static bool IsForMembers(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<ControllerActionDescriptor>() is { } action
        && action.ControllerTypeInfo.IsSubclassOf(typeof(Controller))
        && endpoint.Metadata.GetMetadata<OpenBeforeFirstRunAttribute>() is null;
}
