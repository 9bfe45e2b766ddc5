using CrmVoice.Sandbox.Accounts;
using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.Calls;
using CrmVoice.Sandbox.Conferences;
using CrmVoice.Sandbox.Page;
using CrmVoice.Sandbox.Recordings;
using CrmVoice.Sandbox.Rest;
using CrmVoice.Sandbox.TwiML;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace CrmVoice.Sandbox;

/// <summary>
/// A Twilio on localhost. Runs alone, as a child process of Web, or inside a test:
/// <c>Build("--urls", "http://127.0.0.1:0", "--Sandbox:TimeScale=0.02")</c>, then <c>StartAsync</c>.
/// </summary>
public static class SandboxApplication
{
    public static WebApplication Build(params string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(SandboxApplication).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });

        // Only what is meant for the sandbox: inside a test, or as a child, the settings of others lie around.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddJsonStream(typeof(SandboxApplication).Assembly.GetManifestResourceStream("appsettings.json")!);
        builder.Configuration.AddEnvironmentVariables().AddEnvironmentVariables("ASPNETCORE_");
        builder.Configuration.AddCommandLine(args);
        builder.Services.AddOptions<SandboxOptions>()
            .BindConfiguration("Sandbox")
            .Validate(
                options => options is { TimeScale: > 0, CallsPerSecond: > 0 },
                "Sandbox:TimeScale and Sandbox:CallsPerSecond are greater than 0.")
            .ValidateOnStart();
        AddParts(builder.Services);

        var application = builder.Build();
        application.UseWhen(
            context => TwilioApi.Beginnings.Any(api => context.Request.Path.StartsWithSegments(api, StringComparison.Ordinal)),
            api => api.UseMiddleware<TwilioApi>());
        application.UseRouting();
        application.MapTwilio();
        application.MapControl();
        application.MapRoomControl();
        application.MapIncomingControl();
        application.MapPage();
        if (application.Services.GetRequiredService<IOptions<SandboxOptions>>().Value.ParentStdin)
        {
            EndWithParent(application);
        }

        return application;
    }

    private static void AddParts(IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<SandboxClock>().AddSingleton<SandboxAddress>().AddSingleton<AccountDirectory>().AddSingleton<NumberBook>();
        services.AddSingleton<CallStore>().AddSingleton<CallsPerSecond>().AddSingleton<CallProgress>().AddSingleton<LegDialer>();
        services
            .AddSingleton<OutboundCalls>()
            .AddSingleton<InboundCalls>()
            .AddSingleton<VerificationCalls>()
            .AddSingleton<BehaviourQueue>()
            .AddSingleton<Notifications>()
            .AddSingleton<RefusedOnce>()
            .AddSingleton<LegBehaviours>()
            .AddSingleton<Deliveries>();
        services
            .AddSingleton(provider => provider.GetRequiredService<IOptions<SandboxOptions>>().Value.Unknowns)
            .AddSingleton<ConferenceStore>()
            .AddSingleton<ConferenceCallbacks>()
            .AddSingleton<CallbackFates>()
            .AddSingleton<RoomSounds>()
            .AddSingleton<Rooms>()
            .AddSingleton<ConferenceVerb>();
        services.AddSingleton<TwimlFetcher>().AddSingleton<TwiMLRunner>().AddSingleton<Speech>();
        services.AddSingleton<GatherVerb>().AddSingleton<RecordVerb>().AddSingleton<DialVerb>().AddSingleton<DialAction>();
        services
            .AddSingleton<Recorder>()
            .AddSingleton<RequestLog>()
            .AddSingleton<LiveFeed>()
            .AddSingleton<Controls>()
            .AddSingleton<UnknownSwitches>()
            .AddSingleton<RoomsBoard>()
            .AddSingleton<IncomingForm>()
            .AddSingleton<Board>();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAntiforgery(options => options.Cookie.Name = "sandbox-antiforgery");
        services.AddSingleton(_ => new HttpClient(CallbackHttp.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan });
        services.AddSingleton<CallbackSender>();
    }

    private static void MapTwilio(this WebApplication application)
    {
        var account = application.MapGroup("/2010-04-01/Accounts/{account}");
        account.MapCalls();
        account.MapCallHistory();
        account.MapRecordings();
        account.MapConferences();
        account.MapParticipants();
        application.MapAccount(account);
        account.MapNumbers();
        account.MapCallerIds();
        application.MapGroup(TwilioApi.Voice).MapDialingPermissions();
        application.MapGroup(TwilioApi.Pricing).MapPricing();
        foreach (var api in TwilioApi.Beginnings)
        {
            application.Map(api + "/{**rest}", (HttpContext context) => { throw RestError.NotFound(context.Request.Path); });
        }
    }

    /// <summary>The parent holds the other end of standard input: when it is gone, so is this process.</summary>
    private static void EndWithParent(WebApplication application) =>
        application.Lifetime.ApplicationStarted.Register(() =>
            _ = Task.Run(async () =>
            {
                await using var input = Console.OpenStandardInput();
                var buffer = new byte[256];
                while (await input.ReadAsync(buffer) > 0)
                {
                    // Nothing is said on it.
                }

                application.Lifetime.StopApplication();
            }));
}
