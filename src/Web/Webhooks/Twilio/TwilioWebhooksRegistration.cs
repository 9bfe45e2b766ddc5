using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CrmVoice.Web.Webhooks.Twilio;

internal static class TwilioWebhooksRegistration
{
    public static IServiceCollection AddTwilioWebhooks(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<WebhookMetrics>();
        services.TryAddScoped<CarrierSignatureFilter>();
        services.TryAddScoped<SoundSignatures>();
        return services;
    }

    /// <summary>
    /// Webhooks go straight from the routing to their endpoint: they say by their signature who they are, whoever may be signed in beside,
    /// and nothing may redirect them, since Twilio signs one address and would be sent to another. Nothing else is to be had there.
    /// </summary>
    public static IApplicationBuilder UseTwilioWebhooks(this IApplicationBuilder app) =>
        app.MapWhen(
            context => IsBelow("/twilio", context.Request.Path),
            webhooks =>
                webhooks.Run(context =>
                {
                    context.Response.Headers.XContentTypeOptions = "nosniff";
                    if (context.GetEndpoint() is { RequestDelegate: { } answer } webhook
                        && (webhook.Metadata.GetMetadata<CarrierSignedAttribute>() is not null
                            || webhook.Metadata.GetMetadata<PlaysSoundAttribute>() is not null))
                    {
                        return answer(context);
                    }

                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                }));

    // Whoever joins a base and a path without looking sends two slashes.
    private static bool IsBelow(PathString root, PathString path) =>
        path.StartsWithSegments(root)
        || (path.Value is ['/', '/', ..] && new PathString($"/{path.Value.TrimStart('/')}").StartsWithSegments(root));
}
