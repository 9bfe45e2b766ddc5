using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CrmVoice.Web.Webhooks.Twilio;

internal static class TwilioWebhooksRegistration
{
    /// <summary>Where all webhooks lie. Nothing that redirects may be in front of it: Twilio signs one address and would be sent to another.</summary>
    public static readonly PathString Path = "/twilio";

    public static IServiceCollection AddTwilioWebhooks(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<WebhookMetrics>();
        return services;
    }
}
