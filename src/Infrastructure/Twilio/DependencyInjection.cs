using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Sounds;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Recordings;
using CrmVoice.Application.Voice;
using CrmVoice.Infrastructure.Twilio.Rest;
using CrmVoice.Infrastructure.Twilio.Sounds;
using CrmVoice.Infrastructure.Twilio.TwiML;
using CrmVoice.Infrastructure.Twilio.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Telemetry;

namespace CrmVoice.Infrastructure.Twilio;

public static class DependencyInjection
{
    /// <summary>Twilio behind the ports of Calls and Organizations. Persistence adds the accounts (<c>ITwilioAccounts</c>).</summary>
    /// <param name="isDevelopment">Plain http is good enough.</param>
    public static IServiceCollection AddTwilio(this IServiceCollection services, IConfiguration configuration, bool isDevelopment = false)
    {
        services.AddOptions<PublicAddress>().Bind(configuration).ValidateOnStart();
        services.AddOptions<TwilioOptions>().Bind(configuration.GetSection(TwilioOptions.Section)).ValidateOnStart();
        services.AddOptions<SandboxAddress>().Bind(configuration.GetSection(SandboxAddress.Section));
        services.AddSingleton<IValidateOptions<PublicAddress>, PublicAddressValidator>();
        services.AddSingleton<IValidateOptions<TwilioOptions>, TwilioOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddDataProtection();
        services.AddSingleton<SecretProtector>();
        services.AddSingleton<ISecretProtector>(provider => provider.GetRequiredService<SecretProtector>());

        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TwilioOptions>>().Value.Limits);
        services.AddSingleton<TwilioHosts>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PublicAddressCheck>(provider, isDevelopment));
        services.AddSingleton<CallbackUrls>();
        services.AddSingleton<ICallInstructionWriter, TwiMLWriter>();
        services.AddSingleton(_ => SoundLibrary.Own);
        services.AddSingleton<ISoundLibrary>(provider => provider.GetRequiredService<SoundLibrary>());
        services.AddSingleton<IRoomSoundWriter, RoomSoundWriter>();
        services.AddWebhookReaders();
        services.AddScoped<TwilioCredentialsReader>();
        services.AddScoped<CallCreation>();
        services.AddScoped<ITelephony, TwilioTelephony>();
        services.AddScoped<ISpokenCalls, TwilioSpokenCalls>();
        services.AddScoped<IRecordingAudio, TwilioRecordingAudio>();
        services.AddScoped<ITwilioConnection, TwilioConnection>();
        services.AddScoped<IAccountUse, TwilioAccountUse>();
        services.AddScoped<IDialingPermissions, TwilioDialingPermissions>();
        services.AddScoped<IVoiceSettings, TwilioVoiceSettings>().AddSingleton<IOwnVoiceSettings, OwnVoiceSettings>();
        services.AddScoped<IVoicePrices, TwilioVoicePrices>();
        services.AddScoped<ICallerIds, TwilioCallerIds>().AddSingleton<IVerificationReports, VerificationReports>();
        services.AddSingleton<TwilioSigners>().AddSingleton<AuthTokenUses>();
        services.AddSingleton<ICarrierSignatures, TwilioSignatures>();
        services.AddTwilioHttp();
        return services;
    }

    /// <summary>The readers of all webhooks, one for each name.</summary>
    public static IServiceCollection AddWebhookReaders(this IServiceCollection services) =>
        services
            .AddSingleton<WebhookReaders>()
            .Scan(types =>
                types
                    .FromAssemblyOf<AnswerReader>()
                    .AddClasses(readers => readers.AssignableTo<IWebhookReader>(), publicOnly: false)
                    .As<IWebhookReader>()
                    .WithSingletonLifetime());

    private static void AddTwilioHttp(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<TwilioMetrics>().AddSingleton<RoomMetrics>();
        services.AddTransient<AttemptHandler>();
        // That Twilio did not answer is no error of ours: what came of it is written in the call, and the outbox asks again.
        services.Configure<TelemetryOptions>(telemetry =>
            telemetry.SeverityProvider = happened =>
                happened.Event.Severity is ResilienceEventSeverity.Error or ResilienceEventSeverity.Critical
                    ? ResilienceEventSeverity.Warning
                    : happened.Event.Severity);
        var client = services.AddHttpClient<TwilioRestClients>(http =>
        {
            http.Timeout = Timeout.InfiniteTimeSpan; // each attempt has its own clock
            http.DefaultRequestHeaders.Accept.ParseAdd("application/json, */*;q=0.5");
            http.DefaultRequestHeaders.UserAgent.ParseAdd("CrmVoice");
        });
        client.RemoveAllLoggers(); // they write addresses
        client
            .UseSocketsHttpHandler(
                (handler, provider) =>
                {
                    handler.AllowAutoRedirect = false; // credentials stay with the host they are for
                    handler.UseCookies = false;
                    handler.ConnectTimeout = provider.GetRequiredService<IOptions<TwilioOptions>>().Value.ConnectTimeout;
                    handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
                    // A create on a connection that Twilio has just closed would be unclear.
                    handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20);
                })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        client.AddResilienceHandler(
            "twilio",
            (pipeline, context) =>
                pipeline.AddRetry(Retries(context.ServiceProvider.GetRequiredService<IOptions<TwilioOptions>>().Value.RetryDelay)));
        client.AddHttpMessageHandler<AttemptHandler>();
    }

    /// <summary>
    /// Few and short, for whatever asked may be waiting, and the outbox asks again later anyway. What Twilio wants to have a pause is left
    /// to it, and so is what took too long.
    /// </summary>
    private static HttpRetryStrategyOptions Retries(TimeSpan delay) => new()
    {
        MaxRetryAttempts = 2,
        Delay = delay,
        MaxDelay = TimeSpan.FromSeconds(2),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldRetryAfterHeader = false,
        ShouldHandle = attempt => ValueTask.FromResult(MayRepeat(attempt.Context) && attempt.Outcome switch
        {
            { Exception: HttpRequestException or IOException } => true,
            { Result: { Headers.RetryAfter: null } answer } => (int)answer.StatusCode is 408 or 429 or >= 500,
            _ => false,
        }),
    };

    private static bool MayRepeat(ResilienceContext context) =>
        context.GetRequestMessage() is { } request
        && request.Options.TryGetValue(TwilioHttpClient.MayRepeatKey, out var mayRepeat)
        && mayRepeat;
}
