using CrmVoice.Application.Identity;
using CrmVoice.Web.Live;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Security;

internal static class SecurityRegistration
{
    public static IServiceCollection AddDefences(this IServiceCollection services)
    {
        services.AddRequestLimits().AddProxies();
        PublicHost.AddTo(services);
        services
            .AddOptions<CookiePolicyOptions>()
            .Configure<PublicHost>(
                (cookies, host) => cookies.Secure = host.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest);
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<PublicHost>((session, host) => session.Cookie.Name = host.NameOfCookie("crmvoice-session"));
        services.AddOptions<AntiforgeryOptions>()
            .Configure<PublicHost>((forms, host) => forms.Cookie.Name = host.NameOfCookie("crmvoice-antiforgery"));
        services.AddOptions<CookieTempDataProviderOptions>()
            .Configure<PublicHost>((flash, host) => flash.Cookie.Name = host.NameOfCookie("crmvoice-flash"));
        services.AddOptions<WorkLimitOptions>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<WorkLimits>();
        services.AddSingleton<SignInAttempts>().AddSingleton<KnownDevices>().AddSingleton<KnownSources>();
        services.AddSingleton(provider => new SignInThrottle(
            provider.GetRequiredService<SignInAttempts>(),
            provider.GetRequiredService<KnownDevices>(),
            provider.GetRequiredService<KnownSources>(),
            provider.GetRequiredService<FailedSignIns>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddRateLimiter(options => options.AddPolicy<string, OwnPhoneCalls>(OwnPhoneCalls.Policy));
        services.AddSingleton<SessionChecks>();
        services.AddSingleton<LiveConnections>().AddHostedService(provider => provider.GetRequiredService<LiveConnections>());
        return services;
    }

    /// <summary>Comes after the webhooks, and before anything that answers.</summary>
    public static IApplicationBuilder UsePublicHost(this IApplicationBuilder app)
    {
        var host = app.ApplicationServices.GetRequiredService<PublicHost>();
        return app.Use((context, next) => host.FilterAsync(context, next));
    }

    /// <summary>Bounds what pages and API take of the machine. Comes after the routing, and before it is asked who it is.</summary>
    public static IApplicationBuilder UseDefences(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<WorkLimits>();
        return app.UseCookiePolicy().UseRequestLimits().Use((context, next) => limits.RunAsync(context, next));
    }
}
