using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using Htmx;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CrmVoice.Web.Features.Identity;

/// <summary>
/// A cookie says who signed in and where; whether that still holds, and as what, is looked up. Pages lead to the sign-in; parts of pages
/// lead their whole page there; machines get a plain status.
/// </summary>
internal sealed class SessionCookieEvents(SessionChecks checks) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (await checks.FindAsync(context.Principal!, context.HttpContext.RequestAborted) is not { } state)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync();
            return;
        }

        if (state.Role != context.Principal!.FindRole() || state.IsInstallationAdmin != context.Principal!.IsInstallationAdmin())
        {
            context.ReplacePrincipal(context.Principal!.As(state.Role, state.IsInstallationAdmin));
        }

        if (state.LacksTwoFactor)
        {
            context.HttpContext.Features.Set(new TwoFactorDue());
        }
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.IsHtmx(out var sent))
        {
            var page = Uri.TryCreate(sent?.CurrentUrl, UriKind.Absolute, out var current) ? current.PathAndQuery : "/";
            var signIn =
                $"{context.Request.PathBase}{context.Options.LoginPath}{QueryString.Create(context.Options.ReturnUrlParameter, page)}";
            context.Response.Htmx(headers => headers.Redirect(signIn));
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        if (IsForMachines(context.Request))
        {
            return Answer(context.Response, StatusCodes.Status401Unauthorized);
        }

        // Where a form is sent there may be no page: after signing in it goes on with the page that it stood on. No address names a host,
        // whatever the request says it is.
        var isPage = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        var next = isPage
            ? $"{context.Request.PathBase}{context.Request.Path}{context.Request.QueryString}"
            : ReturnPath.From(context.Request);
        context.Response.Redirect(
            $"{context.Request.PathBase}{context.Options.LoginPath}{QueryString.Create(context.Options.ReturnUrlParameter, next)}");
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) =>
        Answer(context.Response, StatusCodes.Status403Forbidden);

    private static bool IsForMachines(HttpRequest request) =>
        request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static Task Answer(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
