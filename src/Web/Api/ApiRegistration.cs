using System.Text;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace CrmVoice.Web.Api;

internal static class ApiRegistration
{
    private static readonly PathString root = "/api";

    public static bool IsApi(this HttpContext context) => context.Request.Path.StartsWithSegments(root);

    /// <summary>The REST API beside MVC itself. Adds its own authentication scheme and leaves the default one to the pages.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<ICurrentUser, CurrentUser>().AddScoped<IRequestOrigin, RequestOrigin>();
        services.AddSingleton<IAuthorizationHandler, PermissionHandler>().AddSingleton<IAuthorizationHandler, ReadOnlyTokens>();
        services
            .AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.SchemeName, configureOptions: null);
        services.AddAuthorization();

        services.AddOptions<ApiOptions>().BindConfiguration("Api").ValidateDataAnnotations().ValidateOnStart();
        services.AddRateLimiter(options => options.AddPolicy<string, CallsPerMinute>(CallsPerMinute.Policy));
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>, RequestsPerMinute>();

        services.AddExceptionHandler<ApiExceptionHandler>();
        services.Configure<ApiBehaviorOptions>(options =>
        {
            options.SuppressMapClientErrors = true;
            options.InvalidModelStateResponseFactory = context => new ProblemResult(InvalidBinding.Describe(context));
        });
        services.Configure<MvcOptions>(options =>
        {
            options.ModelBinderProviders.Insert(0, new QueryWordsProvider());
            OnlyUtf8(options);
        });
        services.Configure<JsonOptions>(options => ApiJson.Configure(options.JsonSerializerOptions));
        // The description is written with these.
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        services.AddOpenApi("v1", ApiDescription.Configure);
        return services;
    }

    /// <summary>
    /// Comes before everything that could refuse a request, and inside whatever makes pages of errors: here every error is a problem
    /// document.
    /// </summary>
    public static IApplicationBuilder UseApiProblems(this IApplicationBuilder app) =>
        app.UseWhen(
            context => context.IsApi(),
            api =>
            {
                api.Use(
                    (context, next) =>
                    {
                        context.Response.OnStarting(() =>
                        {
                            // What is private besides stays so.
                            if (context.Response.GetTypedHeaders().CacheControl is not { NoStore: true, Private: true })
                            {
                                context.Response.Headers.CacheControl = "no-store";
                            }

                            return Task.CompletedTask;
                        });
                        return next(context);
                    });
                api.UseExceptionHandler(_ => { });
                api.UseStatusCodePages(pages => Problems.WriteAsync(pages.HttpContext, Refusal.Of(pages.HttpContext.Response.StatusCode)));
            });

    public static IEndpointConventionBuilder MapApiDescription(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    // JSON is UTF-8 (RFC 8259), and what is no UTF-16 makes the reader of that throw.
    private static void OnlyUtf8(MvcOptions options)
    {
        foreach (var json in options.InputFormatters.OfType<SystemTextJsonInputFormatter>())
        {
            var others = json.SupportedEncodings.Where(encoding => encoding.CodePage != Encoding.UTF8.CodePage).ToList();
            others.ForEach(encoding => json.SupportedEncodings.Remove(encoding));
        }
    }
}
