namespace CrmVoice.Web.Shared;

internal static class SecurityHeaders
{
    /// <summary>Nothing inline and nothing from elsewhere; Bootstrap draws its small signs as data: images.</summary>
    public static IApplicationBuilder UsePageSecurityHeaders(this IApplicationBuilder app) => app.UseSecurityHeaders(new HeaderPolicyCollection()
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
        }));
}
