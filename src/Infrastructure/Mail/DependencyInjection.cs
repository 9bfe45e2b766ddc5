using CrmVoice.Application.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrmVoice.Infrastructure.Mail;

internal static class DependencyInjection
{
    public static void AddMail(this IServiceCollection services, IConfiguration configuration, bool isDevelopment)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>>(new MailOptionsValidator(isDevelopment));
        services.AddScoped<IMailOutbox, MailOutbox>();
        services.AddSingleton<MailProtector>();
        services.AddSingleton<SmtpSender>();
        if (!string.IsNullOrWhiteSpace(configuration[$"{MailOptions.Section}:{nameof(MailOptions.Host)}"]))
        {
            services.AddHostedService<MailDispatcher>();
        }
    }
}
