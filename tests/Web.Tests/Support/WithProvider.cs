using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Identity;
using CrmVoice.Web.Features.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Web.Tests.Support;

/// <summary>Tests that share the application and a real provider of sign-ins, at which one person at a time is signed in.</summary>
[NonParallelizable]
internal abstract class WithProvider
{
    protected const string Settings = "/settings/sign-in-provider";

    private static readonly SemaphoreSlim starting = new(1, 1);
    private static TwilioStandIn? twilio;
    private static CrmVoiceApp? app;
    private static OpenIdProvider? provider;

    protected static CrmVoiceApp App => app!;

    protected static OpenIdProvider Provider => provider!;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        await starting.WaitAsync();
        try
        {
            provider ??= await OpenIdProvider.StartAsync();
            twilio ??= await TwilioStandIn.StartAsync();
            app ??= await CrmVoiceApp.StartAsync(twilio.Url);
            app.MayAsk(provider.Issuer);
        }
        finally
        {
            starting.Release();
        }
    }

    [TearDown]
    public static void Forget() => (Provider.Person, Provider.Tampers) = (null, null);

    [OneTimeTearDown]
    public static void NothingWentWrongUnseen()
    {
        App.Log.KeepsQuietAbout(Provider.Secrets.Where(secret => secret.Length > 0));
        App.AssertNoErrorsLogged();
    }

    internal static async Task StopAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
            await twilio!.DisposeAsync();
            await provider!.DisposeAsync();
        }
    }

    /// <summary>An organization whose admin has set the provider up on its page.</summary>
    protected static async Task<Home> FoundAsync()
    {
        var tenant = await App.CreateOrganizationAsync("en");
        var (agent, admin) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        var client = await Provider.RegisterAsync(App.Url + ProviderSignInsController.CallbackPathOf(tenant.Id));
        App.Log.KeepsQuietAbout(client.Secret);
        var home = new Home(tenant, agent, admin, client);
        var saved = await home.SaveAsync(Provider.Issuer);
        Assert.That(saved.Text, Does.Contain("Sign-in provider saved."));
        return home;
    }

    /// <summary>A browser in which this person goes to the organization's sign-in address, and whatever it leads to.</summary>
    protected static async Task<(Browser Browser, Page Page)> SignInAsync(Home home, ProviderPerson? person)
    {
        Provider.Person = person;
        var browser = OpenBrowser();
        return (browser, await browser.OpenAsync(home.Path));
    }

    protected static Browser OpenBrowser()
    {
        var browser = App.OpenBrowser();
        browser.Language = "en";
        return browser;
    }

    protected static ProviderPerson Somebody(string email, bool? isVerified = true) => new($"{Guid.NewGuid():N}", email, isVerified);

    protected static async Task<int> CountPeopleAsync(Home home, string email)
    {
        await using var scope = App.Enter(home.Tenant.Id, out var db);
        return await db.Set<ApplicationUser>().CountAsync(person => person.Email == email);
    }

    protected sealed record Home(Tenant Tenant, Agent Agent, Browser Admin, ProviderClient Client) : IDisposable
    {
        /// <summary>The organization's sign-in address.</summary>
        public string Path => ProviderSignInsController.PathOf(Tenant.Id);

        public async Task<Page> SaveAsync(string issuer, string? secret = null, bool isEnabled = true)
        {
            await Admin.OpenAsync(Settings);
            return await Admin.SubmitAsync(
                Settings,
                ("Issuer", issuer),
                ("ClientId", Client.Id),
                ("ClientSecret", secret ?? Client.Secret),
                ("Label", "Sign in with Nova"),
                ("IsEnabled", isEnabled ? "true" : "false"));
        }

        public void Dispose() => Admin.Dispose();
    }
}
