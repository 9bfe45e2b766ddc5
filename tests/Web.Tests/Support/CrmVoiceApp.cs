using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CrmVoice.Infrastructure.Calls;
using CrmVoice.Tests;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Web.Tests.Support;

/// <summary>
/// The whole application as <c>Program</c> builds it, on a real port, with a database and keys of its own. Its public address is where it
/// listens, so that whatever stands in for Twilio can call back; nothing but that can be asked by it.
/// </summary>
internal sealed partial class CrmVoiceApp : IAsyncDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("crmvoice-web-tests-");
    private readonly Factory factory;
    private readonly ConcurrentDictionary<string, byte> hosts = new();

    private CrmVoiceApp(string twilio, string pathBase, TimeProvider? clock, (string Key, string? Value)[] settings)
    {
        Clock = clock;
        // Bound before anybody asks for the address and handed to Kestrel: nobody else can take the port in between.
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var address = $"http://{listener.LocalEndPoint}";
        (Address, Url) = (address, address + pathBase);
        Log.KeepsQuietAbout(DemoPassword, Aurora.AuthToken, Beacon.AuthToken);
        var database = Path.Combine(folder.FullName, "crmvoice.db");
        MigratedDatabase.CopyTo(database);
        var publicAddress = settings.FirstOrDefault(setting => setting.Key == "PublicBaseUrl").Value ?? address;
        MayAsk(twilio);
        MayAsk(publicAddress);
        factory = new Factory(this, address,
        [
            ("urls", address),
            ("PublicBaseUrl", Url),
            ("ConnectionStrings:CrmVoice", $"Data Source={database}"),
            ("Keys:Path", Path.Combine(folder.FullName, "keys")),
            ("Sandbox:Enabled", "false"),
            ("Demo:Enabled", "true"),
            // Whoever wants rooms says so: with the demo they would be the default.
            ("Calls:Topology", "Bridge"),
            ("Twilio:Hosts:Api", twilio),
            ("Twilio:Hosts:Voice", twilio),
            ("Twilio:Hosts:Pricing", twilio),
            ("Twilio:RetryDelay", "00:00:00.005"),
            ("Twilio:CallsPerSecond", "0"),
            ("Logging:LogLevel:CrmVoice", "Debug"),
            .. settings,
        ]);
    }

    public const string DemoPassword = "CrmVoice-demo-1";

    /// <summary>Calls whose callbacks do not come are looked up at Twilio, as in production.</summary>
    public bool AsksAboutSilentCalls { get; init; } = true;

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>The public base URL.</summary>
    public string Url { get; }

    /// <summary>A clock of the test's own, where it has one.</summary>
    public TimeProvider? Clock { get; }

    public LogBook Log { get; } = new();

    public IServiceProvider Services => factory.Services;

    /// <param name="twilio">The address of what stands in for Twilio's API.</param>
    public static Task<CrmVoiceApp> StartAsync(string twilio, params (string Key, string? Value)[] settings) =>
        StartBelowAsync("", twilio, settings);

    /// <summary>The application for very many tests, whose calls are not to be looked up for as long as it runs.</summary>
    public static Task<CrmVoiceApp> StartForManyAsync(string twilio, params (string Key, string? Value)[] settings) =>
        StartAsync(new CrmVoiceApp(twilio, "", clock: null, settings) { AsksAboutSilentCalls = false });

    /// <summary>The application with a clock that goes on when the test says so.</summary>
    public static Task<CrmVoiceApp> StartAsync(string twilio, TimeProvider clock, params (string Key, string? Value)[] settings) =>
        StartAsync(new CrmVoiceApp(twilio, "", clock, settings));

    /// <summary>The application below a path, such as <c>/crm</c>.</summary>
    public static Task<CrmVoiceApp> StartBelowAsync(string pathBase, string twilio, params (string Key, string? Value)[] settings) =>
        StartAsync(new CrmVoiceApp(twilio, pathBase, clock: null, settings));

    public HttpClient CreateClient(string? token = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(Url + "/"),
        };
        if (token is not null)
        {
            Log.KeepsQuietAbout(token);
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }

        return client;
    }

    /// <summary>One of the demo's API tokens, such as <c>demo-ana-aurora</c>.</summary>
    public HttpClient Api(string token) => CreateClient(token);

    /// <param name="from">The address that its requests come from.</param>
    public Browser OpenBrowser(string? from = null) => new(new Uri(Url), from is null ? null : IPAddress.Parse(from));

    /// <summary>A browser in which this person has signed in.</summary>
    public async Task<Browser> SignInAsync(string email)
    {
        var browser = OpenBrowser();
        var page = await browser.SignInAsync(email);
        Assert.That((page.Status, page.Path), Is.EqualTo((200, new Uri(Url).AbsolutePath.TrimEnd('/') + "/contacts")));
        return browser;
    }

    /// <summary>What else it may ask beside Twilio's stand-in and itself.</summary>
    public void MayAsk(string address) => hosts[new Uri(address).Authority] = 0;

    public void AssertNoErrorsLogged() => Log.AssertNoErrors();

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        listener.Dispose();
        folder.Delete(recursive: true);
    }

    private static async Task<CrmVoiceApp> StartAsync(CrmVoiceApp app)
    {
        await Task.Run(app.factory.StartServer);
        return app;
    }

    // Any type of the application names its entry point; Program is also the sandbox's.
    private sealed class Factory(CrmVoiceApp app, string address, (string Key, string? Value)[] settings)
        : WebApplicationFactory<Viewer>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            UseKestrel(kestrel => kestrel.Listen(IPEndPoint.Parse(new Uri(address).Authority)));
            builder.UseEnvironment("Development");
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(app.Log));
            builder.ConfigureTestServices(services =>
            {
                services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = _ => app.listener);
                if (!app.AsksAboutSilentCalls)
                {
                    services.Remove(services.Single(service => service.ImplementationType == typeof(Reconciler)));
                }

                if (app.Clock is { } clock)
                {
                    services.Replace(ServiceDescriptor.Singleton(clock));
                }

                // Hundreds sign in here, and what a guess costs is the framework's own measure.
                services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000);
                services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new KnownHostsOnly(app.hosts.ContainsKey)));
            });
        }
    }
}
