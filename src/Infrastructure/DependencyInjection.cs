using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Inbox;
using CrmVoice.Application.Carrier.Outbox;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Contacts;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Audit;
using CrmVoice.Infrastructure.Calls;
using CrmVoice.Infrastructure.Carrier;
using CrmVoice.Infrastructure.Carrier.Inbox;
using CrmVoice.Infrastructure.Contacts;
using CrmVoice.Infrastructure.Demo;
using CrmVoice.Infrastructure.Identity;
using CrmVoice.Infrastructure.Mail;
using CrmVoice.Infrastructure.Organizations;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Infrastructure.Persistence.Sqlite;
using CrmVoice.Infrastructure.PhoneNumbers;
using CrmVoice.Infrastructure.Twilio;
using CrmVoice.Infrastructure.Twilio.Sounds;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrmVoice.Infrastructure;

public static class DependencyInjection
{
    /// <param name="dataFolder">Where relative paths of the database and the keys begin; the content root where it is left out.</param>
    public static IServiceCollection AddInfrastructure(
        this IServiceCollection services,
        IConfiguration configuration,
        IHostEnvironment environment,
        string? dataFolder = null)
    {
        dataFolder ??= environment.ContentRootPath;
        services.AddSingleton(TimeProvider.System);
        services.AddDatabase(configuration, dataFolder);
        services.AddScoped<IReadDb>(provider => provider.GetRequiredService<CrmVoiceDbContext>());
        services.AddScoped<IUnitOfWork, UnitOfWork>();
        services.AddSingleton<IPhoneNumbers, LibPhoneNumbers>();
        KeyRing.Add(services, configuration, dataFolder);
        services
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<StorageCheck>(provider, environment))
            .AddHostedService(provider => provider.GetRequiredService<StorageCheck>());
        services.AddTwilio(configuration, environment.IsDevelopment());
        services.AddMail(configuration, environment.IsDevelopment());

        services.AddOptions<CallOptions>().Bind(configuration.GetSection(CallOptions.Section)).ValidateOnStart();
        services.AddSingleton(provider =>
            new CallDefaults(provider.GetRequiredService<IOptions<CallOptions>>().Value.Topology ?? Topology.Bridge));
        services.AddScoped<ICallRepository, CallRepository>();
        services.AddScoped<ISeatRepository, SeatRepository>();
        services.AddScoped<IMissedCallerRepository, MissedCallerRepository>();
        services.AddScoped<IVoicemailRepository, VoicemailRepository>();
        services.AddScoped<IBudgetLedgerRepository, BudgetLedgerRepository>();
        services.AddScoped<ICarrierRequestRepository, CarrierRequestRepository>();
        services.AddScoped<ICarrierPaceRepository, CarrierPaceRepository>();
        services.AddScoped<ISoundOwners, SoundOwners>();
        services.AddScoped<ICallLog, CallLog>();
        services.AddScoped<IIdempotentAnswers, IdempotentAnswers>().AddHostedService<IdempotencyPurge>();
        services.AddScoped<IContactRepository, ContactRepository>();
        services.AddScoped<IMembershipRepository, MembershipRepository>();
        services.AddScoped<IOrganizationRepository, OrganizationRepository>();
        services.AddScoped<INumberRepository, NumberRepository>();
        services.AddScoped<IPriceListRepository, PriceListRepository>();
        services.AddScoped<IHoldAudioRepository, HoldAudioRepository>().AddScoped<IHoldAudioOwners, HoldAudioOwners>();
        services.AddHostedService<HoldAudioKeeper>();
        services.AddScoped<ICallerIdVerificationRepository, CallerIdVerificationRepository>().AddHostedService<VerificationPurge>();
        services.AddScoped<ITwilioAccounts, TwilioAccounts>();

        services.AddScoped<ISignIns, SignIns>();
        services.AddScoped<IApiTokens, ApiTokens>().AddScoped<IApiTokenRepository, ApiTokenRepository>();
        services.AddScoped<IPhoneCodeRepository, PhoneCodeRepository>();
        services.AddSingleton<TokenUses>().AddHostedService<TokenUseWriter>().AddHostedService<EndedAccessPurge>();
        services.AddScoped<ISessions, Sessions>();
        services.AddScoped<ISignInPolicyRepository, SignInPolicyRepository>();
        services.AddScoped<ISignInProviderRepository, SignInProviderRepository>();
        services.AddScoped<IProviderAccountRepository, ProviderAccountRepository>();
        services.AddScoped<ISignInProviders, SignInProviders>();
        services.AddScoped<ISignInTickets, SignInTickets>();
        services.AddScoped<ITwoFactor, TwoFactor>();
        services.AddScoped<IPasswords, Passwords>();
        services.AddScoped<IPasswordLinks, PasswordLinks>();
        services.AddScoped<IPeople, People>();
        services.AddScoped<IInstallation, Installation>();
        services.AddScoped<IInvitationRepository, InvitationRepository>();
        services.AddScoped<IInvitations, Invitations>();
        services.AddScoped<IOrganizationCreation, OrganizationCreation>();
        services
            .AddIdentityCore<ApplicationUser>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                identity.User.AllowedUserNameCharacters = IPeople.EmailLetters;
                identity.Password = PasswordLinks.Rules;
            })
            .AddEntityFrameworkStores<CrmVoiceDbContext>()
            .AddTokenProvider<DataProtectorTokenProvider<ApplicationUser>>(TokenOptions.DefaultProvider);

        services.AddAudit(configuration);
        services.AddHostedService<FailedSignInWriter>();
        services.AddSingleton<IProcessIdentity, ProcessIdentity>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<EventSignal>();
        services.AddInbox(configuration);
        services.AddSingleton<OutboxPulse>();
        services.AddMetrics();
        services.AddSingleton<CallMetrics>();
        services.AddSingleton<DatabaseProbe>();
        // Why nothing is ready yet is said once a minute, and not to each probe.
        services
            .AddOptions<LoggerFilterOptions>()
            .Configure<StorageGate>(
                (filters, gate) =>
                    filters.AddFilter(
                        "Microsoft.Extensions.Diagnostics.HealthChecks",
                        level => gate.Reason is null && level >= LogLevel.Information));
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database").AddCheck<InboxHealth>("inbox").AddCheck<OutboxHealth>("outbox");
        services.AddHostedService<BudgetWatch>();
        services.AddHostedService<CarrierRequestDispatcher>();
        services.AddHostedService<DueTimeCorrection>();
        services.AddHostedService<CheckTimeCorrection>();
        services.AddHostedService<CallEventFeed>();
        services.AddScoped<Leases>();
        services.AddHostedService<Reconciler>();
        services.AddHostedService<RejectionWriter>();
        services.AddHostedService<AuthTokenUseWriter>();
        services.AddHostedService<QueueWatch>();
        services.AddHostedService<RoomWatch>();
        services.AddHostedService<AddressComparison>();
        services.AddScoped<DemoData>();
        return services;
    }

    private static void AddAudit(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AuditOptions>().Bind(configuration.GetSection(AuditOptions.Section))
            .Validate(
                options => options.KeepDays is >= 1 and <= AuditOptions.MaxDays, $"Audit:KeepDays must be 1 to {AuditOptions.MaxDays}.")
            .ValidateOnStart();
        services.AddScoped<IAuditLog, AuditLog>().AddScoped<IRecentActions, RecentActions>();
        services.TryAddScoped<IRequestOrigin, NoRequest>();
        services.AddHostedService<AuditPurge>();
    }

    private static void AddInbox(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<InboxOptions>()
            .Bind(configuration.GetSection(InboxOptions.Section))
            .Validate(options => options.KeepParametersFor > TimeSpan.Zero, "Webhooks:KeepParametersFor must be more than nothing.")
            .ValidateOnStart();
        services.AddScoped<IInboundWebhookRepository, InboundWebhookRepository>();
        services.AddSingleton<ThisProcess>();
        services.AddSingleton<InboxSignal>();
        services.AddSingleton<InboxPulse>();
        services.AddSingleton<InboxMetrics>();
        services.AddSingleton<WebhookInbox>();
        services.AddSingleton<IWebhookInbox>(provider => provider.GetRequiredService<WebhookInbox>());
        services.AddHostedService(provider => provider.GetRequiredService<WebhookInbox>());
        if (configuration.GetSection(InboxOptions.Section).Get<InboxOptions>()?.Apply is not false)
        {
            services.AddHostedService<WebhookApplier>();
        }

        services.AddHostedService<WebhookPurge>();
    }

    /// <summary>Creates the database or brings it up to date.</summary>
    /// <exception cref="DatabaseUnavailableException">It cannot be opened or changed, or is of a newer version.</exception>
    public static async Task MigrateDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await Database.MigrateAsync(services, cancellationToken);
        await LimitsOfBefore.DecideAsync(services, cancellationToken);
    }

    /// <summary>
    /// Looks, before anybody is let in, whether the database answers and is one we know, and whether the key ring is there and can be
    /// written.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">The database does not answer or is of a newer version.</exception>
    /// <exception cref="KeyRingUnavailableException">The key ring is missing or cannot be written.</exception>
    public static Task CheckStorageAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<StorageCheck>().CheckAsync(cancellationToken);

    /// <summary>Copies the database into a file, consistent as of one moment, whether or not CrmVoice runs.</summary>
    /// <exception cref="BackupRefusedException">It is no file, or there is something already where it is to go.</exception>
    public static Task BackUpDatabaseAsync(this IServiceProvider services, string file, CancellationToken cancellationToken) =>
        Database.UseFileAsync(services, path => SqliteBackup.MakeAsync(path, file, cancellationToken));

    /// <summary>Puts a backup in the place of the database, and keeps what was there.</summary>
    /// <returns>Where that is; null where there was nothing.</returns>
    /// <exception cref="BackupRefusedException">CrmVoice runs, or the backup is damaged or none.</exception>
    public static async Task<string?> RestoreDatabaseAsync(this IServiceProvider services, string file, CancellationToken cancellationToken)
    {
        string? kept = null;
        await Database.UseFileAsync(
            services,
            async path =>
                kept = await SqliteBackup.RestoreAsync(
                    file,
                    path,
                    services.GetRequiredService<TimeProvider>().GetUtcNow(),
                    cancellationToken));
        return kept;
    }

    /// <summary>
    /// Creates an organization in Brazil and its first admin, who goes by the e-mail address until there is a better name.
    /// </summary>
    /// <returns>How the admin chooses a password.</returns>
    /// <exception cref="OperationRefusedException">The name or the address is no good, or in use.</exception>
    public static async Task<PasswordLink> CreateOrganizationAsync(
        this IServiceProvider services,
        string name,
        string adminEmail,
        CancellationToken cancellationToken)
    {
        await using (var scope = services.CreateAsyncScope())
        {
            try
            {
                await scope
                    .ServiceProvider.GetRequiredService<IMediator>()
                    .Send(
                        new CreateOrganization(
                            name.Trim(),
                            "BR",
                            "pt-BR",
                            "America/Sao_Paulo",
                            adminEmail.Trim(),
                            adminEmail.Trim(),
                            AdminPassword: null,
                            AsFirst: false),
                        cancellationToken);
            }
            catch (ValidationException invalid)
            {
                throw new OperationRefusedException(string.Join(' ', invalid.Errors.Select(error => error.ErrorMessage).Distinct()));
            }
            catch (DomainRuleException refused)
            {
                throw new OperationRefusedException(refused.Message);
            }
        }

        return await services.MakePasswordLinkAsync(adminEmail);
    }

    /// <summary>For whoever has lost the password, or the link to choose it.</summary>
    /// <exception cref="OperationRefusedException">Nobody has that address.</exception>
    public static async Task<PasswordLink> MakePasswordLinkAsync(this IServiceProvider services, string email)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new MakePasswordLink(email));
        }
        catch (NotFoundException)
        {
            throw new OperationRefusedException($"Nobody signs in as {email.Trim()}.");
        }
    }

    /// <summary>For whoever has lost the phone with the authenticator app and the recovery codes, and whom no admin can help.</summary>
    /// <exception cref="OperationRefusedException">Nobody has that address.</exception>
    public static async Task ResetTwoFactorAsync(this IServiceProvider services, string email, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<IPeople>();
        var person = await people.FindAsync(email, cancellationToken)
            ?? throw new OperationRefusedException($"Nobody signs in as {email.Trim()}.");
        await scope.ServiceProvider.GetRequiredService<ITwoFactor>().TurnOffAsync(person, cancellationToken);
        await people.EndSessionsAsync(person, cancellationToken);
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(cancellationToken);
    }

    /// <summary>Takes the demo's people and tokens out of a database that goes on without it.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<(int Users, int Tokens)> RemoveDemoAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        return await DemoDataGuard.RemoveAsync(scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>(), cancellationToken);
    }

    /// <summary>
    /// Says in the log what cannot be right about the public address. It keeps nobody from starting: Twilio may yet find a way.
    /// </summary>
    public static void CheckPublicAddress(this IServiceProvider services) =>
        services.GetRequiredService<PublicAddressCheck>().LogProblems();

    /// <summary>Looks, before anybody is let in, whether all that is heard in rooms can be played.</summary>
    /// <exception cref="SoundUnusableException">Something cannot.</exception>
    public static void CheckSounds(this IServiceProvider services) => services.GetRequiredService<SoundLibrary>().Check();

    /// <summary>Fills the database with the demo's organizations, once each.</summary>
    public static Task SeedDemoAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        DemoData.SeedAsync(services, cancellationToken);

    /// <summary>Which numbers customers of the demo may call.</summary>
    public static async Task<IReadOnlyList<OwnedNumber>> ListDemoNumbersAsync(
        this IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        return await DemoData.ListNumbersAsync(scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>(), cancellationToken);
    }
}
