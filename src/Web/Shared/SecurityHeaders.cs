using CrmVoice.Web.Security;
using Microsoft.AspNetCore.StaticAssets;

namespace CrmVoice.Web.Shared;

internal static class SecurityHeaders
{
    private const int AYear = 365 * 24 * 60 * 60;

    /// <summary>
    /// Nothing inline and nothing from elsewhere; Bootstrap draws its small signs as data: images. Of what is no file, nobody keeps a copy.
    /// </summary>
    public static IApplicationBuilder UsePageSecurityHeaders(this IApplicationBuilder app)
    {
        var policies = new HeaderPolicyCollection()
            .AddFrameOptionsDeny()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicySameOrigin()
            .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
            .AddContentSecurityPolicy(policy =>
            {
                policy.AddDefaultSrc().None();
                policy.AddScriptSrc().Self();
                policy.AddStyleSrc().Self();
                policy.AddFontSrc().Self();
                policy.AddImgSrc().Self().Data();
                policy.AddMediaSrc().Self();
                policy.AddConnectSrc().Self();
                policy.AddFormAction().Self();
                policy.AddBaseUri().None();
                policy.AddFrameAncestors().None();
            });
        // The request may have come over http from the proxy that people reach over https.
        if (app.ApplicationServices.GetRequiredService<PublicHost>().IsHttps)
        {
            policies.AddCustomHeader("Strict-Transport-Security", $"max-age={AYear}");
        }

        return app.UseSecurityHeaders(policies).Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                KeepFromCaches(context);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    private static void KeepFromCaches(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null
            && context.Response.GetTypedHeaders().CacheControl is not { NoStore: true })
        {
            context.Response.Headers.CacheControl = "no-store";
        }
    }
}
