using System.Text.Encodings.Web;
using System.Text.Unicode;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Api;
using CrmVoice.Web.Features.Audit;
using CrmVoice.Web.Features.Identity;
using CrmVoice.Web.Features.Organizations;
using CrmVoice.Web.Hosting;
using CrmVoice.Web.Live;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using CrmVoice.Web.Webhooks.Twilio;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;

namespace CrmVoice.Web;

public static class DependencyInjection
{
    public static IServiceCollection AddWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpContextAccessor();
        services.AddWords();
        services.Configure<RequestLocalizationOptions>(RequestCultures.Configure);
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<RazorViewEngineOptions>(options => options.ViewLocationExpanders.Add(new FeatureViewLocations()));
        services.Configure<RouteOptions>(options => options.LowercaseUrls = true);
        services.AddScoped(provider => new Session(
            provider.GetRequiredService<IHttpContextAccessor>(),
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<SessionChecks>(),
            provider.GetRequiredService<LiveConnections>()));
        services
            .AddScoped<Viewer>()
            .AddScoped<CallWords>()
            .AddScoped<CarrierErrorWords>()
            .AddScoped<FormMerging>()
            .AddScoped<FirstStepWords>();
        services.AddScoped<SignInRefusals>().AddScoped<OwnProof>().AddSingleton<AuthenticatorKeys>().AddScoped<OtherOrganization>();
        services.AddScoped<PageMails>().AddScoped<IAccountMails, AccountMails>().AddScoped<IBudgetMails, BudgetMails>();
        services.AddScoped<AuditWords>();
        services.AddSingleton<SandboxNotice>().AddSingleton<DemoSignIns>();
        services.AddDefences();
        FirstRun.AddTo(services);
        ProviderHttp.AddTo(services);
        PublicAddressProbe.AddTo(services);
        services.AddPages();
        services.AddSignIn();
        services.AddApi();
        services.AddTwilioWebhooks();
        services.AddObservability(configuration);
        services.AddSignalR();
        services.AddSingleton<ICallEventListener, CallEventBroadcaster>();
        if (configuration.GetValue<bool>("Sandbox:Enabled"))
        {
            services.AddHostedService<SandboxProcess>();
        }

        return services;
    }

    /// <summary>
    /// The pipeline: webhooks go straight to their endpoints; for the rest headers, errors as pages or problem documents, who it is and in
    /// which organization, then whatever was asked for.
    /// </summary>
    public static WebApplication UseWeb(this WebApplication app)
    {
        app.UseProxies();
        app.UsePublicPath();
        app.UseMetricsGuard();
        app.UseRouting();
        app.UseTwilioWebhooks();
        app.UsePublicHost();
        app.UsePageSecurityHeaders();
        app.UseWhen(
            context => !context.IsApi(),
            pages => pages.UseExceptionHandler("/status/500").UseStatusCodePagesWithReExecute("/status/{0}"));
        app.UseApiProblems();
        app.UseStorageOutages();
        // Again, for the page that tells of an error.
        app.UseRouting();
        app.UseDefences();
        app.UseFirstRun();
        app.UseAuthentication();
        app.UseTwoFactor();
        app.UseRequestLocalization();
        app.UseAuthorization();
        app.UseOrganizationScope();
        app.UseRateLimiter();
        // Files are joined at build time anyway; reloading them by itself would serve them uncompressed in Development.
        app.Configuration["ReloadStaticAssetsAtRuntime"] ??= "false";
        app.MapStaticAssets().AllowAnonymous();
        var endpoints = app.MapGroup("").AnswerHeadLikeGet();
        endpoints.MapControllers();
        endpoints.MapHub<CallsHub>(CallsHub.Path);
        endpoints.MapApiDescription();
        endpoints.MapHealthEndpoints();
        PublicAddressProbe.Map(endpoints);
        endpoints.MapMetrics();
        endpoints.MapGet("/", () => Results.LocalRedirect("~/contacts"));
        return app;
    }

    private static void AddPages(this IServiceCollection services)
    {
        services.AddControllersWithViews(options =>
        {
            options.Filters.Add<AutoValidateAntiforgeryTokenAttribute>();
            options.Conventions.Add(new PageFilters());
            options.Conventions.Add(new RouteOnlyBinding());
            // Nothing here speaks jQuery, whose reader stumbles over a field that is named "a[b".
            options.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
            options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        });
        services.AddAntiforgery(options =>
        {
            options.HeaderName = "X-CSRF-TOKEN";
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.Replace(ServiceDescriptor.Singleton<IAntiforgeryAdditionalDataProvider, SessionInToken>());
        var antiforgery = services.Last(service => service.ServiceType == typeof(IAntiforgery)).ImplementationType!;
        services.Replace(
            ServiceDescriptor.Singleton<IAntiforgery>(provider => new SessionAntiforgery(
                (IAntiforgery)ActivatorUtilities.CreateInstance(provider, antiforgery))));
    }

    private static void AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<SessionCookieEvents>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.LoginPath = "/sign-in";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.SlidingExpiration = true;
            options.EventsType = typeof(SessionCookieEvents);
            options.ExpireTimeSpan = TimeSpan.FromDays(3);
            // Tokens alone sign in under /api, and what is refused there is told as a problem, not by a page.
            options.ForwardDefaultSelector = context => context.IsApi() ? ApiTokenHandler.SchemeName : null;
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }
}
