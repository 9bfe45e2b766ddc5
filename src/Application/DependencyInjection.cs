using System.Reflection;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Calls.Incoming;
using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Calls.Upkeep;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Outbox;
using CrmVoice.Application.Carrier.Rejections;
using CrmVoice.Application.Common;
using CrmVoice.Application.Contacts;
using CrmVoice.Application.Contacts.Contracts;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Application.Voice;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Application;

public static class DependencyInjection
{
    /// <param name="autoMapperLicenseKey">AutoMapper's licence key, where the organization that runs CrmVoice has one.</param>
    public static IServiceCollection AddApplication(this IServiceCollection services, string? autoMapperLicenseKey)
    {
        var assembly = Assembly.GetExecutingAssembly();
        services.AddMediator(assembly);
        services.AddValidatorsFromAssembly(assembly, includeInternalTypes: true);
        services.AddAutoMapper(configuration =>
        {
            configuration.LicenseKey = autoMapperLicenseKey;
            configuration.AddProfile<ReadProjections>();
        });

        services.AddScoped<OrganizationScope>();
        services.AddScoped<ICallDirectory, CallDirectory>();
        services.AddScoped<IRejectedAddresses, RejectedAddresses>();
        services.AddScoped<ICarrierAccounts, CarrierAccounts>();
        services.AddScoped<IWebhookMerger, MergeCallWebhooks>().AddScoped<IWebhookMerger, MergeVerificationWebhooks>();
        services.AddScoped<IWebhookMerger, MergeNumberWebhooks>().AddScoped<IncomingCalls>();
        services.AddScoped<IOrganizationDirectory, OrganizationDirectory>().AddScoped<INumberDirectory, NumberDirectory>();
        services.AddScoped<IMemberDirectory, MemberDirectory>().AddScoped<IAdminDirectory, AdminDirectory>();
        services.AddScoped<IContactDirectory, ContactDirectory>();
        services.AddScoped<InvitationMailing>();
        services.AddScoped<HourlyLimits>();
        services.AddScoped<CallParties>();
        services.AddScoped<CallBudget>();
        services.AddScoped<MoneyBudget>().AddScoped<ICallMoney, CallMoney>();
        services.AddScoped<PartyFinder>();
        services.AddScoped<ICallPrices, CallPrices>();
        services.AddScoped<CallInstructionFactory>();
        services.AddScoped<OwnNumbers>().AddScoped<VerifiedNumbers>().AddScoped<CallerIdRemovals>().AddScoped<PaceReader>();
        services.AddScoped<OwnPhone>();
        services.AddScoped<PhoneCodes>();
        services.AddScoped<ContactReports>();
        services.AddSingleton<KnownApologies>();
        services.AddScoped<CurrentWebhook>();
        services.AddScoped<CarrierLine>();
        services.AddSingleton<ClaimWatch>();
        services.AddSingleton<RejectionBuffer>();
        services.AddSingleton<FailedSignIns>();
        return services;
    }

    // MediatR 5.1.0 has no registration of its own for the built-in container (see docs/decisions).
    private static void AddMediator(this IServiceCollection services, Assembly assembly)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped<IMediator, Mediator>();
        services.Scan(types => types.FromAssemblies(assembly)
            .AddClasses(handlers => handlers.AssignableToAny(typeof(IRequestHandler<,>), typeof(INotificationHandler<>)), publicOnly: false)
            .AsImplementedInterfaces().WithScopedLifetime()
            .AddClasses(tasks => tasks.AssignableTo<ICallTask>()).AsSelf().WithSingletonLifetime());
        foreach (var task in services.Select(service => service.ServiceType).Where(type => type.IsAssignableTo(typeof(ICallTask))).ToList())
        {
            services.AddScoped<ICarrierTask>(provider =>
                ActivatorUtilities.CreateInstance<CallTaskAdapter>(provider, provider.GetRequiredService(task)));
        }

        // In this order around every handler.
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(LoggingBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddScoped<IPipelineBehavior<PlaceCall, CallView>, SilentCallCheck>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(UnitOfWorkBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(IdempotencyBehavior<,>));
    }
}
