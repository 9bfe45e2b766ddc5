using System.Net;
using System.Net.Sockets;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Features.Identity;
using CrmVoice.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>The page where an admin sets the organization's sign-in provider up.</summary>
internal sealed class SignInProviderTests : WithProvider
{
    [Test]
    public async Task The_page_shows_the_addresses_to_register_and_to_share_and_never_the_secret()
    {
        using var home = await FoundAsync();

        var page = await home.Admin.OpenAsync(Settings);

        Assert.That(
            page.All(".link-to-copy input").Select(input => input.GetAttribute("value")),
            Is.EqualTo(new[] { $"{App.Url}{home.Path}/callback", $"{App.Url}{home.Path}" }));
        Assert.That(page.Text, Does.Not.Contain(home.Client.Secret).And.Contain("Saved on"));
        Assert.That((await home.Admin.OpenAsync("/settings/audit")).Text, Does.Contain(home.Client.Id).And.Not.Contain(home.Client.Secret));
    }

    [TestCase("not an address", "Enter an address such as")]
    [TestCase("https://login.example/?a=b", "Enter an address such as")]
    [TestCase("{odd}/other", "names another issuer")]
    [TestCase("{odd}/text", "There is no discovery document")]
    [TestCase("{odd}/missing", "There is no discovery document")]
    [TestCase("{odd}/elsewhere", "There is no discovery document")]
    [TestCase("{odd}/endless", "There is no discovery document")]
    [TestCase("{odd}/half", "There is no discovery document")]
    [TestCase("{nobody}", "Nothing answers at this address.")]
    public async Task It_is_saved_only_once_its_document_was_read(string issuer, string why)
    {
        using var home = await FoundAsync();
        await using var odd = await OddProviderAsync();
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        App.MayAsk(odd.Urls.Single());
        App.MayAsk($"http://{nobody.LocalEndPoint}");
        issuer = issuer.Replace("{odd}", odd.Urls.Single(), StringComparison.Ordinal)
            .Replace("{nobody}", $"http://{nobody.LocalEndPoint}", StringComparison.Ordinal);

        var refused = await home.SaveAsync(issuer);

        Assert.That(refused.Status, Is.EqualTo(422));
        Assert.That(refused.Lines("#issuer-error").Single(), Does.Contain(why));
        Assert.That((await home.Admin.OpenAsync(Settings)).FieldsOf(Settings)["Issuer"], Is.EqualTo(Provider.Issuer), "as before");
    }

    [Test]
    public async Task The_secret_is_sent_to_nobody_but_whom_it_was_given_for()
    {
        using var home = await FoundAsync();
        await using var other = await OpenIdProvider.StartAsync();
        App.MayAsk(other.Issuer);

        var refused = await home.SaveAsync(other.Issuer, secret: "");
        Assert.That(refused.Status, Is.EqualTo(422));
        Assert.That(refused.Text, Does.Contain("Enter the secret for this issuer"));
        Assert.That((await home.SaveAsync(Provider.Issuer, secret: "")).Text, Does.Contain("Sign-in provider saved."));

        var (browser, page) = await SignInAsync(home, Somebody(home.Agent.Email));
        using var _ = browser;
        Assert.That(page.Path, Is.EqualTo("/contacts"), "the one that was kept");
    }

    [Test]
    public async Task Of_two_admins_who_save_at_once_the_second_is_told()
    {
        using var home = await FoundAsync();
        var (_, second) = await App.HireWithBrowserAsync(home.Tenant, Role.Admin);
        using var theirs = second;
        second.Language = "en";
        await second.OpenAsync(Settings);
        await home.Admin.OpenAsync(Settings);
        await home.Admin.SubmitAsync(Settings, ("Label", "Sign in with one"));

        var late = await second.SubmitAsync(Settings, ("Label", "Sign in with two"));

        Assert.That((late.Status, late.Text.Contains("Sign in with one", StringComparison.Ordinal)), Is.EqualTo((409, true)));
        Assert.That((await home.Admin.OpenAsync(Settings)).FieldsOf(Settings)["Label"], Is.EqualTo("Sign in with one"));
    }

    [Test]
    public async Task It_can_be_switched_off_while_it_does_not_answer()
    {
        using var home = await FoundAsync();
        var gone = await OpenIdProvider.StartAsync();
        App.MayAsk(gone.Issuer);
        await home.SaveAsync(gone.Issuer);
        await gone.DisposeAsync();

        Assert.That((await home.SaveAsync(gone.Issuer, secret: "", isEnabled: false)).Text, Does.Contain("Sign-in provider saved."));
        Assert.That((await home.SaveAsync(gone.Issuer, secret: "")).Status, Is.EqualTo(422));
    }

    [Test]
    public async Task The_sign_in_page_has_its_button_while_no_other_organization_has_one_and_its_address_lies_below_the_public_path()
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        await using var app = await CrmVoiceApp.StartBelowAsync("/crm", twilio.Url);
        using var browser = app.OpenBrowser();
        Assert.That((await browser.OpenAsync("/sign-in")).Lines("a.btn"), Is.Empty);
        var tenants = new[] { await app.CreateOrganizationAsync("en"), await app.CreateOrganizationAsync("en") };

        await StoreAsync(app, tenants[0], "Sign in with Ipê", await Provider.RegisterAsync(CallbackOf(app, tenants[0])));
        var alone = (await browser.OpenAsync("/sign-in?returnUrl=%2Fcrm%2Fcalls")).All("a.btn").Single();
        Assert.That(alone.TextContent.Trim(), Is.EqualTo("Sign in with Ipê"));
        Assert.That(
            alone.GetAttribute("href"),
            Is.EqualTo($"/crm{ProviderSignInsController.PathOf(tenants[0].Id)}?returnUrl=%2Fcrm%2Fcalls"));

        await StoreAsync(app, tenants[1], "Sign in with Jacarandá", await Provider.RegisterAsync(CallbackOf(app, tenants[1])));
        var several = await browser.OpenAsync("/sign-in");
        Assert.That((several.Lines("a.btn").Count, several.Text.Contains("Ipê", StringComparison.Ordinal)), Is.EqualTo((0, false)));

        app.MayAsk(Provider.Issuer);
        var (agent, own) = await app.HireWithBrowserAsync(tenants[0]);
        own.Dispose();
        Provider.Person = Somebody(agent.Email);
        Assert.That((await browser.OpenAsync(ProviderSignInsController.PathOf(tenants[0].Id))).Path, Is.EqualTo("/crm/contacts"));
        app.AssertNoErrorsLogged();
    }

    [Test]
    public async Task In_production_a_provider_without_https_is_not_even_asked()
    {
        var http = new ProviderHttp(App.Services.GetRequiredService<IHttpClientFactory>());
        var production = new ProviderDiscovery(http, new HostingEnvironment { EnvironmentName = Environments.Production });

        Assert.That(
            await production.FindProblemAsync(new Uri("http://nobody.invalid"), CancellationToken.None),
            Is.EqualTo(ProviderProblem.NotHttps));
    }

    private static string CallbackOf(CrmVoiceApp app, Tenant tenant) => app.Url + ProviderSignInsController.CallbackPathOf(tenant.Id);

    private static async Task StoreAsync(CrmVoiceApp app, Tenant tenant, string label, ProviderClient client)
    {
        var provider = SignInProvider.Of(tenant.Id);
        provider.Change(Provider.Issuer, client.Id, label, isEnabled: true);
        provider.ChangeSecret(
            app.Services.GetRequiredService<Application.Common.ISecretProtector>().Protect(client.Secret),
            DateTimeOffset.UtcNow);
        await app.StoreAsync(tenant.Id, provider);
    }

    /// <summary>What answers at an address that is no provider's.</summary>
    private static async Task<WebApplication> OddProviderAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var odd = builder.Build();
        const string Document = "/.well-known/openid-configuration";
        odd.MapGet($"/other{Document}", () => Results.Json(new { issuer = "https://somebody.example" }));
        odd.MapGet($"/text{Document}", () => "Welcome!");
        odd.MapGet($"/elsewhere{Document}", () => Results.Redirect(Provider.Issuer + Document[1..]));
        odd.MapGet($"/endless{Document}", () => new string('x', 1024 * 1024));
        odd.MapGet($"/half{Document}", (HttpRequest request) => Results.Json(new { issuer = $"http://{request.Host}/half" }));
        await odd.StartAsync();
        return odd;
    }
}
