using System.Diagnostics;
using System.Text.RegularExpressions;
using CrmVoice.Browser.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Frame;

/// <summary>
/// The first day of a new installation, as docs/first-day.md tells it: Staging, an empty database, the sandbox at an address of its own.
/// With <c>CRMVOICE_PICTURES=1</c> it makes that page's pictures.
/// </summary>
internal sealed class FirstDayTests : BrowserTest
{
    private const string AccountSid = "AC00000000000000000000000000000001";
    private const string AuthToken = "5a4d0b0c5a4d0b0c5a4d0b0c5a4d0b0c";

    private static readonly Person maria = new("maria@padaria.example", "Maria Lopes", "en", "");
    private static readonly Person davi = new("davi@padaria.example", "Davi Melo", "en", "");

    private static readonly bool makesPictures = Environment.GetEnvironmentVariable("CRMVOICE_PICTURES") == "1";

    [Test]
    public async Task From_an_empty_database_to_an_agents_first_call()
    {
        await using var app = await RunningApp.StartAsync(Run.Sandbox.Url, "Staging");
        var took = Stopwatch.StartNew();

        var admin = await ArriveAsync(maria, app);
        await FoundAsync(admin, await CodeOfAsync(app));
        await ConnectAsync(admin);
        await admin.FirstSteps.SetPhoneAsync("(11) 99999-5531");
        await CheckAsync(admin);
        var agent = await ArriveAsync(davi, app);
        await agent.OpenAsync(await InviteAsync(admin));
        await JoinAsync(agent);
        await CallAsync(agent);

        TestContext.Out.WriteLine($"From the first page to the end of the first call: {took.Elapsed.TotalSeconds:0} s.");
        Assert.That(app.Failures, Is.Empty, "failures that the application logged");
        // Their windows ask the application until it stops.
        await LeaveAsync();
    }

    private static async Task FoundAsync(Visitor admin, string code)
    {
        await admin.OpenAsync("/");
        await admin.Page.Locator("[name=Code]").FillAsync(code);
        await TakePictureAsync(admin, "1-code");
        await SubmitAsync(admin, "[name=Code]");
        await FillAsync(
            admin,
            ("Name", "Padaria São João"), ("AdminName", maria.Name), ("AdminEmail", maria.Email), ("AdminPassword", Person.Password));
        await admin.Page.Locator("[name=Country]").SelectOptionAsync("BR");
        await admin.Page.Locator("[name=Language]").SelectOptionAsync("en");
        await admin.Page.Locator("[name=TimeZone]").SelectOptionAsync("America/Sao_Paulo");
        await TakePictureAsync(admin, "2-organization");
        await SubmitAsync(admin, "[name=AdminPassword]");
        await Expect(admin.FirstSteps.Next).ToHaveAttributeAsync("data-step", "account");
        await TakePictureAsync(admin, "3-first-steps");
    }

    private static async Task ConnectAsync(Visitor admin)
    {
        await admin.OpenAsync("/settings/twilio-account");
        await FillAsync(admin, ("AccountSid", AccountSid), ("AuthToken", AuthToken));
        await TakePictureAsync(admin, "4-account");
        await SubmitAsync(admin, "[name=AccountSid]");
        await Expect(admin.Toast).ToBeVisibleAsync();
        await admin.OpenAsync("/settings/numbers");
        await admin.Main.Locator("form[action*='import'] [type=submit]").First.ClickAsync();
        await Expect(admin.Main.Locator("[data-number]").First).ToBeVisibleAsync();
        await TakePictureAsync(admin, "5-numbers");
        await admin.Main.Locator("a[href='/settings/numbers/voice']").ClickAsync();
        await admin.Main.Locator(".notice .number-voice-set [type=submit]").ClickAsync();
        await Expect(admin.Main.Locator("[data-outcome=done]")).ToBeVisibleAsync();
        await Expect(admin.Main.Locator(".number-voice:not([data-answered-by=crm-voice])")).ToHaveCountAsync(0);
    }

    /// <summary>Nothing is wrong, and the admin's phone rings.</summary>
    private static async Task CheckAsync(Visitor admin)
    {
        await admin.OpenAsync("/settings/setup-check");
        await Expect(admin.Main.Locator("[data-worst]")).ToBeVisibleAsync();
        await Expect(admin.Main.Locator("[data-state=wrong]")).ToHaveCountAsync(0);
        await Expect(admin.Main.Locator("[data-check=number-voice]")).ToHaveAttributeAsync("data-state", "good");
        await admin.Main.Locator("#test-call [type=submit]").ClickAsync();
        await Expect(admin.Main.Locator("#test-call .test-call-state")).ToBeVisibleAsync();
        await Expect(admin.Main.Locator("#test-call .test-call-state")).ToHaveCountAsync(0);
        await Expect(admin.Main.Locator("[data-check=phone]")).ToHaveAttributeAsync("data-state", "good");
        await TakePictureAsync(admin, "6-setup-check");
    }

    /// <returns>The link that the agent is sent.</returns>
    private static async Task<string> InviteAsync(Visitor admin)
    {
        await admin.OpenAsync("/settings/people");
        await admin.Main.Locator("a.btn-primary").ClickAsync();
        await FillAsync(admin, ("Name", davi.Name), ("Email", davi.Email));
        await admin.Page.Locator("[name=Role]").SelectOptionAsync("agent");
        await SubmitAsync(admin, "[name=Role]");
        var link = admin.Main.Locator("[data-copy]");
        await Expect(link).ToBeVisibleAsync();
        await TakePictureAsync(admin, "7-invitation");
        return (await link.GetAttributeAsync("data-copy"))!;
    }

    private static async Task JoinAsync(Visitor agent)
    {
        await agent.Page.Locator("[name=Password]").FillAsync(Person.Password);
        await TakePictureAsync(agent, "8-joining");
        await SubmitAsync(agent, "[name=Password]");
        await agent.Page.WaitForURLAsync("**/contacts");
        await agent.FirstSteps.SetPhoneAsync("(11) 99999-5532");
    }

    private static async Task CallAsync(Visitor agent)
    {
        await agent.Contacts.OpenAsync();
        await agent.BeIdleAsync();
        Run.Sandbox.LetTheNextContactStay();
        await agent.Page.Locator(".dial-pad-open").ClickAsync();
        await agent.Page.Locator("#dial-pad [name=To]").FillAsync("(11) 98765-0001");
        await agent.BeginCallAsync(() => agent.Page.Locator("#dial-pad [type=submit]").ClickAsync());
        await Expect(agent.Bar.State).ToContainTextAsync(agent.Words.Connected);
        await TakePictureAsync(agent, "9-call");
        await agent.Bar.HangUp.ClickAsync();
        await Expect(agent.Bar.State).ToContainTextAsync(agent.Words.Answered);
    }

    public static async Task<string> CodeOfAsync(RunningApp app)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var tries = 0; tries < 600; tries++)
        {
            var said = app.Log.Select(line => Regex.Match(line, "create the first one: (?<code>\\S+)"));
            if (said.FirstOrDefault(match => match.Success) is { } found)
            {
                return found.Groups["code"].Value;
            }

            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException("No code was logged.");
    }

    public static async Task FillAsync(Visitor visitor, params (string Field, string Value)[] fields)
    {
        foreach (var (field, value) in fields)
        {
            await visitor.Page.Locator($"[name={field}]").FillAsync(value);
        }
    }

    public static Task SubmitAsync(Visitor visitor, string field) =>
        visitor.Page.Locator($"form:has({field}) [type=submit]").Last.ClickAsync();

    private static async Task TakePictureAsync(Visitor visitor, string name)
    {
        if (makesPictures)
        {
            var file = Path.Combine(Repository.Root, "docs", "pictures", $"first-day-{name}.png");
            await visitor.Page.ScreenshotAsync(new() { Path = file, Animations = ScreenshotAnimations.Disabled });
        }
    }
}
