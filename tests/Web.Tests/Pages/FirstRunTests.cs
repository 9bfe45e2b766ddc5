using System.Text.RegularExpressions;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Web.Hosting;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>An installation without demo data and without an organization, each test its own.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed partial class FirstRunTests
{
    private const string Password = "três gatos no telhado";

    private static TwilioStandIn twilio = null!;

    private CrmVoiceApp app = null!;

    [OneTimeSetUp]
    public static async Task StartTwilioAsync() => twilio = await TwilioStandIn.StartAsync();

    [OneTimeTearDown]
    public static async Task StopTwilioAsync() => await twilio.DisposeAsync();

    [SetUp]
    public async Task StartAsync() => app = await CrmVoiceApp.StartAsync(twilio.Url, ("Demo:Enabled", "false"));

    [TearDown]
    public async Task StopAsync()
    {
        app.AssertNoErrorsLogged();
        await app.DisposeAsync();
    }

    [TestCase("/")]
    [TestCase("/contacts")]
    [TestCase("/sign-in")]
    [TestCase("/nowhere")]
    [TestCase("/settings/twilio-account")]
    [TestCase("/choose-password?user=x")]
    public async Task Every_page_leads_there(string path)
    {
        using var browser = app.OpenBrowser();
        var page = await browser.OpenAsync(path);
        Assert.That((page.Status, page.Path), Is.EqualTo((200, "/first-run")));
    }

    [TestCase("health/live", 200)]
    [TestCase("health/ready", 200)]
    [TestCase("api/v1/calls", 401)]
    [TestCase("openapi/v1.json", 200)]
    [TestCase("lib/site.css", 200)]
    [TestCase("twilio/nothing", 404)]
    public async Task Programs_probes_files_and_Twilio_are_answered_as_ever(string path, int status)
    {
        using var anybody = app.CreateClient();
        Assert.That((int)(await anybody.GetAsync(path)).StatusCode, Is.EqualTo(status));
    }

    [TestCase("en", "Set up CrmVoice", "This code is incorrect.")]
    [TestCase("pt-BR", "Configurar o CrmVoice", "Este código está incorreto.")]
    public async Task Without_the_code_from_the_log_nobody_gets_further_and_guessing_has_to_wait(
        string language,
        string title,
        string wrong)
    {
        using var browser = app.OpenBrowser();
        browser.Language = language;
        var asked = await browser.OpenAsync("/first-run");
        Assert.That((asked.Language, asked.Lines("h1")), Is.EqualTo((language, new[] { title })));

        var refused = await browser.SubmitAsync("/first-run/code", ("Code", "AAAA-BBBB-CCCC"));

        Assert.That((refused.Status, refused.Text.Contains(wrong, StringComparison.Ordinal)), Is.EqualTo((422, true)), refused.Text);
        for (var time = 1; time < FirstRun.MaxTries; time++)
        {
            await browser.SubmitAsync("/first-run/code", ("Code", $"AAAA-BBBB-{time}"));
        }

        Assert.That(
            (await browser.SubmitAsync("/first-run/code", ("Code", await CodeAsync()))).Status,
            Is.EqualTo(429),
            "not even with the right one");
        Assert.That(await OrganizationsAsync(), Is.Empty);
    }

    [Test]
    public async Task Whoever_sends_the_form_without_the_code_creates_nothing()
    {
        using var browser = app.OpenBrowser();
        var token = (await browser.OpenAsync("/first-run")).FieldsOf("/first-run/code")["__RequestVerificationToken"];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/first-run");
        request.Content = new FormUrlEncodedContent([
            new("__RequestVerificationToken", token),
            .. Typed().Select(field => KeyValuePair.Create(field.Name, field.Value)),
        ]);

        using var answer = await browser.SendAsync(request);

        Assert.That(((int)answer.StatusCode, answer.Headers.Location?.OriginalString), Is.EqualTo((302, "/first-run")));
        Assert.That(await OrganizationsAsync(), Is.Empty);
    }

    [Test]
    public async Task With_the_code_somebody_creates_the_organization_is_its_admin_and_signed_in_and_the_page_is_gone()
    {
        using var browser = app.OpenBrowser();
        browser.Language = "pt-BR";
        await EnterCodeAsync(browser, (await CodeAsync()).ToLowerInvariant().Replace('-', ' '));

        var created = await browser.SubmitAsync("/first-run", Typed());

        Assert.That((created.Status, created.Path), Is.EqualTo((200, "/settings/first-steps")), created.Text);
        Assert.That(created.Text, Does.Contain("Padaria São João").And.Contain("Dona Maria"));
        var organization = (await OrganizationsAsync()).Single();
        Assert.That(
            (organization.Name, organization.Country, organization.Language, organization.TimeZone),
            Is.EqualTo(("Padaria São João", "BR", "pt-BR", "America/Recife")));
        await using (app.Enter(organization.Id, out var db))
        {
            var admin = await db.Set<Membership>().SingleAsync();
            Assert.That((admin.Name, admin.Role), Is.EqualTo(("Dona Maria", Role.Admin)));
        }

        Assert.That((await browser.OpenAsync("/installation/organizations")).Status, Is.EqualTo(200), "and creates further ones");
        Assert.That((await browser.OpenAsync("/first-run")).Path, Is.EqualTo("/contacts"));
        using var other = app.OpenBrowser();
        Assert.That((await other.OpenAsync("/first-run")).Path, Is.EqualTo("/sign-in"));
        Assert.That((await other.SignInAsync("dona@padaria.example", Password)).Path, Is.EqualTo("/contacts"));
    }

    [TestCase("Name", "", "Please fill this in.")]
    [TestCase("Country", "Brasil", "This is incorrect. Please check it.")]
    [TestCase("TimeZone", "Mars/Olympus", "This is incorrect. Please check it.")]
    [TestCase("AdminEmail", "dona", "Enter a valid e-mail address.")]
    [TestCase("AdminPassword", "curta", "Use at least 15 characters")]
    [TestCase("AdminPassword", "abababababababababab", "Use at least 15 characters")]
    public async Task What_is_filled_in_badly_is_told_beside_its_field_and_the_rest_is_kept(string field, string value, string problem)
    {
        using var browser = app.OpenBrowser();
        browser.Language = "en";
        await EnterCodeAsync(browser, await CodeAsync());

        var again = await browser.SubmitAsync("/first-run", [.. Typed(), (field, value)]);

        Assert.That((again.Status, again.FieldsOf("/first-run")["AdminName"]), Is.EqualTo((422, "Dona Maria")));
        Assert.That(again.Lines(".field-validation-error"), Has.Exactly(1).Contains(problem));
        Assert.That(again.Html, Does.Not.Contain(Password));
        Assert.That(await OrganizationsAsync(), Is.Empty);
    }

    [Test]
    public async Task Of_those_who_do_it_at_once_one_does_and_the_others_are_told()
    {
        var browsers = Enumerable.Range(0, 6).Select(_ => app.OpenBrowser()).ToList();
        foreach (var browser in browsers)
        {
            browser.Language = "en";
            await EnterCodeAsync(browser, await CodeAsync());
        }

        var pages = await Task.WhenAll(
            browsers.Select(
                (browser, number) =>
                    browser.SubmitAsync(
                        "/first-run",
                        [.. Typed(), ("Name", $"Bakery {number}"), ("AdminEmail", $"person{number}@padaria.example")])));

        Assert.That(
            pages.Count(page => page.Status == 200),
            Is.EqualTo(1),
            string.Join('\n', pages.Select(page => $"{page.Status} {page.Path}")));
        Assert.That(
            pages.Where(page => page.Status == 409).Select(page => page.Text),
            Has.Exactly(5).Contains("Somebody else has just set up CrmVoice."));
        Assert.That(await OrganizationsAsync(), Has.Count.EqualTo(1));
        Assert.That(await PeopleAsync(), Is.EqualTo(1), "nobody is created in vain");
        browsers.ForEach(browser => browser.Dispose());
    }

    [Test]
    public async Task An_organization_from_the_command_line_ends_it_as_well()
    {
        using var browser = app.OpenBrowser();
        browser.Language = "en";
        await EnterCodeAsync(browser, await CodeAsync());
        await app.Services.CreateOrganizationAsync("From elsewhere", "other@padaria.example", CancellationToken.None);

        var late = await browser.SubmitAsync("/first-run", Typed());

        Assert.That((late.Status, late.Lines("h1").Single()), Is.EqualTo((409, "CrmVoice is already set up")));
        Assert.That((await OrganizationsAsync()).Select(organization => organization.Name), Is.EqualTo(["From elsewhere"]));
    }

    private static (string Name, string Value)[] Typed() =>
    [
        ("Name", " Padaria São João "), ("Country", "BR"), ("Language", "pt-BR"), ("TimeZone", "America/Recife"),
        ("AdminName", "Dona Maria"), ("AdminEmail", "dona@padaria.example"), ("AdminPassword", Password),
    ];

    private static async Task EnterCodeAsync(Browser browser, string code)
    {
        await browser.OpenAsync("/first-run");
        var form = await browser.SubmitAsync("/first-run/code", ("Code", code));
        Assert.That((form.Status, form.Path, form.All("input[name=AdminPassword]").Count), Is.EqualTo((200, "/first-run", 1)), form.Text);
    }

    // It is logged once the application has started, beside what it answers.
    private Task<string> CodeAsync() => Eventually.EventuallyAsync(
        () => Task.FromResult(app.Log.Lines.Select(line => CodeInLog().Match(line.Text)).SingleOrDefault(match => match.Success)?.Value ?? ""),
        code => code.Length > 0,
        "the log says the code");

    private async Task<IReadOnlyList<Organization>> OrganizationsAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<CrmVoiceDbContext>()
            .Set<Organization>()
            .IgnoreQueryFilters()
            .AsNoTracking()
            .ToListAsync();
    }

    private async Task<int> PeopleAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>().Users.CountAsync();
    }

    [GeneratedRegex("(?<=code to create the first one: )([A-Z2-9]{4}-){2}[A-Z2-9]{4}")]
    private static partial Regex CodeInLog();
}
