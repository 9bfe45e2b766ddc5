using CrmVoice.Application.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure;
using CrmVoice.Web.Features.Identity;
using CrmVoice.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace CrmVoice.Web.Tests.Security.Access;

/// <summary>
/// Every way into the application as it stands behind https, looked at from outside: what each answer, of whatever status, tells a browser
/// to keep to, and how each cookie is kept. A new way is looked at by being there.
/// </summary>
[NonParallelizable]
internal sealed class HeaderScanTests
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; media-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>On every answer but those to Twilio, which no browser reads.</summary>
    private static readonly (string Name, string Value)[] expected =
    [
        ("Content-Security-Policy", Policy),
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Strict-Transport-Security", "max-age=31536000"),
    ];

    /// <summary>What tells strangers which software this is, or lets other sites read.</summary>
    private static readonly string[] unwanted =
        ["Server", "X-Powered-By", "X-AspNet-Version", "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"];

    private static TwilioStandIn twilio = null!;
    private static CrmVoiceApp app = null!;
    private static Marked ours = null!;
    private static Agent admin = null!;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        twilio = await TwilioStandIn.StartAsync();
        app = await CrmVoiceApp.StartAsync(twilio.Url, ("PublicBaseUrl", "https://crm.example.com"));
        ours = await Marked.CreateOrganizationAsync(
            app,
            async tenant => admin = await app.HireWithPasswordAsync(tenant, Role.Admin));
        await app.Services.GrantInstallationAdminAsync(admin.Email);
        twilio.WhenAskedFor("GET", ours.RecordingSid, Answers.Audio(new byte[100]));
    }

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        app.AssertNoErrorsLogged();
        await app.DisposeAsync();
        await twilio.DisposeAsync();
    }

    [Test, Order(1)]
    public Task Nobody_gets_an_answer_without_them() => ScanAsync(_ => true, admin: null);

    [Test, Order(2)]
    public Task Nor_does_who_may_see_everything() =>
        ScanAsync(way => way.Template is not ("sign-out" or "sign-in" or "organization") && !way.IsFile, admin);

    [TestCase("GET", "/nowhere", 302)]
    [TestCase("GET", "/status/404", 404)]
    [TestCase("GET", "/api/v1/nowhere", 401)]
    [TestCase("POST", "/sign-in", 400)]
    [TestCase("POST", "/theme", 413)]
    public async Task Errors_have_them_as_well(string method, string path, int status)
    {
        using var visitor = new RawVisitor(app);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = status is 413 ? new ByteArrayContent(new byte[400_000]) : null;

        using var answer = await visitor.SendAsync(request);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(Complaints(answer, isFile: false), Is.Empty);
    }

    /// <summary>Each cookie with all that it is set with; of what a script writes as well no browser lets a server say HttpOnly.</summary>
    [Test, Order(3)]
    public async Task Every_cookie_is_for_https_alone_of_this_host_and_out_of_the_reach_of_scripts_and_other_sites()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        app.MayAsk(provider.Issuer);
        var tenant = await app.CreateOrganizationAsync();
        var client = await provider.RegisterAsync("https://crm.example.com" + ProviderSignInsController.CallbackPathOf(tenant.Id));
        var theirs = SignInProvider.Of(tenant.Id);
        theirs.Change(provider.Issuer, client.Id, "Nova", isEnabled: true);
        theirs.ChangeSecret(app.Services.GetRequiredService<ISecretProtector>().Protect(client.Secret), DateTimeOffset.UtcNow);
        await app.StoreAsync(tenant.Id, theirs);
        using var visitor = new RawVisitor(app);

        (await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Get, ProviderSignInsController.PathOf(tenant.Id)))).Dispose();
        await visitor.SignInAsync(admin.Email);
        var page = await visitor.OpenAsync("/contacts/new");
        (await visitor.SubmitAsync(page, "/theme", ("theme", "dark"))).Dispose();
        (await visitor.SubmitAsync(page, "/language", ("language", "en"))).Dispose();
        using var dismissal = new HttpRequestMessage(HttpMethod.Post, "/call-bar/dismissal")
        {
            Content = new FormUrlEncodedContent([
                new("__RequestVerificationToken", page.FieldsOf("/contacts")["__RequestVerificationToken"]),
                new("callId", $"{ours.Call}"),
            ]),
        };
        (await visitor.SendAsync(dismissal)).Dispose();
        (await visitor.SubmitAsync(page, "/sign-out")).Dispose();

        Assert.That(
            visitor.Cookies.Where(cookie => cookie.Expires is null || cookie.Expires > DateTimeOffset.UtcNow).Select(Flags).Distinct(),
            Is.EquivalentTo(new[]
            {
                "__Host-crmvoice-antiforgery / Secure HttpOnly Strict",
                "__Host-crmvoice-device / Secure HttpOnly Lax",
                "__Host-crmvoice-flash / Secure HttpOnly Lax",
                "__Host-crmvoice-session / Secure HttpOnly Lax",
                "crmvoice-dismissed-call / Secure HttpOnly Lax",
                "crmvoice-language / Secure HttpOnly Lax",
                "crmvoice-theme / Secure Lax",
                $"correlation {ProviderSignInsController.CallbackPathOf(tenant.Id)} Secure HttpOnly Lax",
                $"nonce {ProviderSignInsController.CallbackPathOf(tenant.Id)} Secure HttpOnly Lax",
            }));
        Assert.That(visitor.Cookies.Where(cookie => !cookie.Secure), Is.Empty, "also those that are taken back");
    }

    [Test]
    public async Task What_scripts_keep_in_cookies_is_for_https_alone_and_stays_on_this_site()
    {
        using var visitor = new RawVisitor(app);
        var written = new List<string>();
        foreach (var file in Way.All(app.Services).Where(way => way.IsFile && way.Template.EndsWith(".js", StringComparison.Ordinal)))
        {
            var script = (await visitor.OpenAsync($"/{file.Template}")).Html;
            written.AddRange(Assignments(script));
        }

        Assert.That(written.Distinct().Count(), Is.EqualTo(2), "the theme and the time zone");
        Assert.That(written, Has.All.Contains("samesite=lax").And.All.Contains("secure"));
    }

    [TestCase("https://crm.example.com/voice", "__Secure-crmvoice-session", "/voice")]
    [TestCase("http://localhost:5080", "crmvoice-session", "/")]
    public async Task Where_a_browser_would_not_take_the_name_it_is_another(string publicBaseUrl, string name, string path)
    {
        await using var other = await CrmVoiceApp.StartAsync(twilio.Url, ("PublicBaseUrl", publicBaseUrl));
        using var visitor = new RawVisitor(other);
        var page = await visitor.OpenAsync("/sign-in");
        var action = page.All("form[method=post]").Select(form => form.GetAttribute("action")!)
            .First(target => target.EndsWith("/sign-in", StringComparison.Ordinal));

        (await visitor.SubmitAsync(page, action, ("Email", "ana@aurora.example"), ("Password", CrmVoiceApp.DemoPassword))).Dispose();

        var session = visitor.Cookies.Single(cookie => $"{cookie.Name}".Contains("session", StringComparison.Ordinal));
        Assert.That(
            ($"{session.Name}", $"{session.Path}", session.Secure),
            Is.EqualTo((name, path, publicBaseUrl.StartsWith("https", StringComparison.Ordinal))));
    }

    private static IEnumerable<string> Assignments(string script)
    {
        const string assignment = "document.cookie=";
        var plain = script.Replace(" = ", "=", StringComparison.Ordinal);
        for (var at = plain.IndexOf(assignment, StringComparison.Ordinal); at >= 0;
            at = plain.IndexOf(assignment, at + 1, StringComparison.Ordinal))
        {
            yield return plain[at..plain.IndexOf('`', plain.IndexOf('`', at) + 1)];
        }
    }

    private static async Task ScanAsync(Func<Way, bool> which, Agent? admin)
    {
        using var visitor = new RawVisitor(app);
        var token = await TokenAsync(visitor, admin);
        var (complaints, asked) = (new List<string>(), 0);
        foreach (var way in Way.All(app.Services).Where(which)
                .OrderBy(way => way.Changes)
                .ThenBy(way => way.Template, StringComparer.Ordinal))
        {
            using var request = Question.Of(way, ours).ToRequest(app.Address, token);
            if (way.IsApi && admin is not null)
            {
                request.Headers.Authorization = admin.Api.DefaultRequestHeaders.Authorization;
            }

            using var answer = await visitor.SendAsync(request);
            asked++;
            var found = way.IsWebhook || way.Template.StartsWith("twilio/", StringComparison.Ordinal)
                ? [.. ComplaintsOf(answer, [("X-Content-Type-Options", "nosniff")])]
                : Complaints(answer, way.IsFile).ToList();
            complaints.AddRange(found.Select(complaint => $"{way.Name} ({(int)answer.StatusCode}): {complaint}"));
        }

        await TestContext.Progress.WriteLineAsync(
            $"Header scan as {(admin is null ? "nobody" : "admin")}: {asked} ways, {visitor.Cookies.Count} cookies.");
        Assert.That(asked, Is.GreaterThan(100));
        Assert.That(complaints, Is.Empty);
    }

    private static async Task<string> TokenAsync(RawVisitor visitor, Agent? admin)
    {
        if (admin is not null)
        {
            await visitor.SignInAsync(admin.Email);
        }

        var (page, action) = admin is null ? ("/sign-in", "/sign-in") : ("/contacts/new", "/contacts");
        return (await visitor.OpenAsync(page)).FieldsOf(action)["__RequestVerificationToken"];
    }

    private static IEnumerable<string> Complaints(HttpResponseMessage answer, bool isFile)
    {
        var caching = answer.Headers.CacheControl;
        return ComplaintsOf(answer, expected)
            .Concat((int)answer.StatusCode < 500 || (int)answer.StatusCode is 502 ? [] : ["a fault"])
            .Concat(isFile || caching is { NoStore: true } ? [] : [$"Cache-Control is {caching}"])
            .Concat(
                answer.Content.Headers is { ContentType: { MediaType: "text/html", CharSet: null or "" }, ContentLength: not 0 }
                    ? ["a page without its charset"]
                    : []);
    }

    private static IEnumerable<string> ComplaintsOf(HttpResponseMessage answer, IEnumerable<(string Name, string Value)> headers)
    {
        foreach (var (name, value) in headers)
        {
            var found = answer.Headers.TryGetValues(name, out var values) ? string.Join(" | ", values) : "missing";
            if (found != value)
            {
                yield return $"{name} is {found}";
            }
        }

        foreach (var name in unwanted.Where(name => answer.Headers.Contains(name)))
        {
            yield return $"says {name}";
        }

        foreach (var cookie in RawVisitor.ReadCookies(answer).Where(cookie => !cookie.Secure))
        {
            yield return $"{cookie.Name} goes over plain http";
        }
    }

    // The names of those that a provider's sign-in needs end with what chance gives them.
    private static string Flags(SetCookieHeaderValue cookie)
    {
        var name = $"{cookie.Name}";
        name = name.Contains("Correlation", StringComparison.Ordinal) ? "correlation"
            : name.Contains("Nonce", StringComparison.Ordinal) ? "nonce"
            : name;
        return $"{name} {cookie.Path}{(cookie.Secure ? " Secure" : "")}{(cookie.HttpOnly ? " HttpOnly" : "")} {cookie.SameSite}";
    }
}
