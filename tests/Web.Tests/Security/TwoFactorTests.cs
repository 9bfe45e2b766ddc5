using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure;
using CrmVoice.Web.Security;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Security;

/// <summary>Signing in by a password and a code, and what admins decide of it.</summary>
[NonParallelizable]
internal sealed class TwoFactorTests : WithMail
{
    private const string Incorrect = "This code is incorrect or has been used";

    [Test]
    public async Task Whoever_has_an_authenticator_app_signs_in_with_its_code_and_each_code_works_once()
    {
        var (agent, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        using var _ = browser;
        var app = await SetUpAsync(browser);
        using var elsewhere = OpenElsewhere();

        Assert.That(
            (await elsewhere.SignInAsync(agent.Email, "wrong")).Text,
            Does.Contain("The e-mail or password is incorrect"),
            "no word of codes");
        var asked = await elsewhere.SignInAsync(agent.Email);
        Assert.That(
            (asked.Lines("h1").Single(), asked.Text.Contains(agent.Email, StringComparison.Ordinal)),
            Is.EqualTo(("Enter your code", false)));
        using var tab = elsewhere.OpenTab();
        Assert.That((await tab.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"), "nobody is signed in between the steps");
        var code = CodeOf(app.Key);
        Assert.That((await elsewhere.SubmitAsync("/sign-in/code", ("Code", $"{code[..3]} {code[3..]}"))).Path, Is.EqualTo("/contacts"));

        using var again = OpenElsewhere();
        await again.SignInAsync(agent.Email);
        Assert.That((await again.SubmitAsync("/sign-in/code", ("Code", code))).Text, Does.Contain(Incorrect), "used before");
        Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That((await again.SubmitAsync("/sign-in/code", ("Code", CodeOf(app.Key)))).Path, Is.EqualTo("/contacts"));
    }

    [Test]
    public async Task A_recovery_code_lets_in_once_and_new_ones_replace_the_old()
    {
        var (agent, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        using var _ = browser;
        var app = await SetUpAsync(browser);
        Assert.That(app.RecoveryCodes, Has.Count.EqualTo(10).And.Unique);
        Assert.That(
            (await browser.OpenAsync("/settings/my-security/recovery-codes")).Path,
            Is.EqualTo("/settings/my-security"),
            "they are shown once");

        async Task<Page> TryAsync(string code)
        {
            using var elsewhere = OpenElsewhere();
            await elsewhere.SignInAsync(agent.Email);
            return await elsewhere.SubmitAsync("/sign-in/code", ("Code", code));
        }

        Assert.That((await TryAsync(app.RecoveryCodes[0].ToLowerInvariant())).Path, Is.EqualTo("/contacts"));
        Assert.That((await TryAsync(app.RecoveryCodes[0])).Text, Does.Contain(Incorrect));

        var page = await browser.OpenAsync("/settings/my-security");
        Assert.That(page.Text, Does.Contain("9 recovery codes left."));
        var fields = page.FieldsOf("/settings/my-security/authenticator/removal");
        (fields["Password"], fields["Code"]) = (CrmVoiceApp.DemoPassword, CodeOf(app.Key));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/settings/my-security/recovery-codes");
        request.Content = new FormUrlEncodedContent(fields);
        Assert.That((int)(await browser.SendAsync(request)).StatusCode, Is.EqualTo(302));
        var renewed = (await browser.OpenAsync("/settings/my-security/recovery-codes")).Lines(".recovery-codes code");

        Assert.That((renewed.Count, renewed.Intersect(app.RecoveryCodes).Count()), Is.EqualTo((10, 0)));
        Assert.That((await TryAsync(app.RecoveryCodes[1])).Text, Does.Contain(Incorrect));
        Assert.That((await TryAsync(renewed[1])).Path, Is.EqualTo("/contacts"));
    }

    [Test]
    public async Task Wrong_codes_count_like_wrong_passwords_and_the_right_password_forgives_none()
    {
        var (agent, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        using var _ = browser;
        var app = await SetUpAsync(browser);
        using var stranger = OpenElsewhere();
        for (var guess = 0; guess < SignInThrottle.MaxPerSource; guess++)
        {
            await stranger.SignInAsync(agent.Email);
            Assert.That((await stranger.SubmitAsync("/sign-in/code", ("Code", "guess"))).Text, Does.Contain(Incorrect));
        }

        Assert.That((await stranger.SignInAsync(agent.Email)).Status, Is.EqualTo(429));
        using var other = OpenElsewhere();
        for (var guess = SignInThrottle.MaxPerSource; guess < SignInThrottle.MaxCodes; guess++)
        {
            await other.SignInAsync(agent.Email);
            await other.SubmitAsync("/sign-in/code", ("Code", "guess"));
        }

        await other.SignInAsync(agent.Email);
        Assert.That(
            (await other.SubmitAsync("/sign-in/code", ("Code", CodeOf(app.Key)))).Status,
            Is.EqualTo(429),
            "from wherever they come");
        using var atHome = browser.OpenTab();
        await atHome.OpenAsync("/contacts");
        await atHome.SubmitAsync("/sign-out");
        await atHome.SignInAsync(agent.Email);
        Assert.That(
            (await atHome.SubmitAsync("/sign-in/code", ("Code", CodeOf(app.Key)))).Path,
            Is.EqualTo("/contacts"),
            "the browser in which somebody has signed in");
    }

    [Test]
    public async Task The_step_between_is_over_after_five_minutes()
    {
        var (agent, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        using var _ = browser;
        var app = await SetUpAsync(browser);
        using var elsewhere = OpenElsewhere();
        await elsewhere.SignInAsync(agent.Email);
        Clock.Advance(TimeSpan.FromMinutes(5));

        var late = await elsewhere.SubmitAsync("/sign-in/code", ("Code", CodeOf(app.Key)));

        Assert.That((late.Path, late.Text.Contains("This took too long", StringComparison.Ordinal)), Is.EqualTo(("/sign-in", true)));
    }

    [Test]
    public async Task Turning_it_off_takes_the_password_and_a_code()
    {
        var (agent, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        using var _ = browser;
        var app = await SetUpAsync(browser);
        const string Removal = "/settings/my-security/authenticator/removal";
        await browser.OpenAsync("/settings/my-security");

        var wrong = await browser.SubmitAsync(Removal, ("Password", CrmVoiceApp.DemoPassword), ("Code", "000000x"));
        Assert.That(
            (wrong.Status, wrong.Text.Contains("The password or code is incorrect", StringComparison.Ordinal)),
            Is.EqualTo((422, true)));
        Assert.That((await browser.SubmitAsync(Removal, ("Password", "wrong"), ("Code", CodeOf(app.Key)))).Status, Is.EqualTo(422));
        var off = await browser.SubmitAsync(Removal, ("Password", CrmVoiceApp.DemoPassword), ("Code", CodeOf(app.Key)));

        Assert.That(
            (off.Path, off.Text.Contains("Two-factor sign-in is off.", StringComparison.Ordinal)),
            Is.EqualTo(("/settings/my-security", true)));
        using var elsewhere = OpenElsewhere();
        Assert.That((await elsewhere.SignInAsync(agent.Email)).Path, Is.EqualTo("/contacts"));
    }

    [Test]
    public async Task Where_it_is_required_whoever_has_none_sets_it_up_before_anything_else_and_programs_go_on()
    {
        var (tenant, _, admin) = await AdminAsync();
        using var _ = admin;
        var (agent, browser) = await App.HireWithBrowserAsync(tenant);
        using var theirs = browser;
        await SetUpAsync(admin);
        await browser.OpenAsync("/contacts");
        await admin.OpenAsync("/settings/people");

        var required = await admin.SubmitAsync("/settings/people/two-factor");

        Assert.That(
            (required.Path, required.Text.Contains("Make optional", StringComparison.Ordinal)),
            Is.EqualTo(("/settings/people", true)),
            "the admin has it already");
        var led = await browser.OpenAsync("/contacts");
        Assert.That((led.Path, led.All(".frame").Count), Is.EqualTo(("/settings/my-security/authenticator", 0)));
        Assert.That(led.Text, Does.Contain("Your organization requires two-factor sign-in."));
        Assert.That((await browser.OpenAsync("/settings/my-phone")).Path, Is.EqualTo("/settings/my-security/authenticator"));
        Assert.That((await agent.Api.GetAsync("api/v1/calls?limit=1")).IsSuccessStatusCode, "a token");
        await SetUpAsync(browser);
        Assert.That((await browser.OpenAsync("/contacts")).Path, Is.EqualTo("/contacts"));
    }

    [Test]
    public async Task An_admin_resets_it_for_who_belongs_nowhere_else_and_nobody_for_themselves()
    {
        var (tenant, me, admin) = await AdminAsync();
        using var _ = admin;
        var (only, first) = await App.HireWithBrowserAsync(tenant);
        var (shared, second) = await App.HireWithBrowserAsync(tenant, second: await App.CreateOrganizationAsync());
        using var ones = first;
        using var others = second;
        foreach (var browser in new[] { admin, first, second })
        {
            await SetUpAsync(browser);
        }

        await admin.OpenAsync("/settings/people");
        var refused = await admin.SubmitAsync($"/settings/people/{shared.Id}/two-factor/reset");
        Assert.That(refused.Text, Does.Contain("This person also belongs to another organization"));
        Assert.That(refused.All($"form[action='/settings/people/{me.Id}/two-factor/reset']"), Is.Empty);
        await admin.SubmitAsync($"/settings/people/{only.Id}/two-factor/reset");

        Assert.That((await first.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"), "sessions have ended");
        Assert.That((await first.SignInAsync(only.Email)).Path, Is.EqualTo("/contacts"));
        await second.SubmitAsync("/sign-out");
        Assert.That((await second.SignInAsync(shared.Email)).Lines("h1").Single(), Is.EqualTo("Enter your code"));
        await App.Services.ResetTwoFactorAsync(shared.Email, CancellationToken.None);
        Assert.That((await second.SignInAsync(shared.Email)).Path, Is.EqualTo("/contacts"), "the operator can");
    }

    [Test]
    public async Task An_invitation_is_no_way_round_the_code()
    {
        var (known, theirs) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        using var _ = theirs;
        var app = await SetUpAsync(theirs);
        var (_, _, admin) = await AdminAsync();
        using var other = admin;
        await admin.OpenAsync("/settings/people/invitations/new");
        await admin.SubmitAsync("/settings/people/invitations", ("Name", "Known"), ("Email", known.Email), ("Role", Kebab.Of(Role.Agent)));
        var link = LinkIn(await MailToAsync(known.Email));
        using var browser = OpenElsewhere();
        await browser.OpenAsync(link);

        var asked = await browser.SubmitAsync("/invitation", ("Password", CrmVoiceApp.DemoPassword));
        Assert.That((asked.Path, asked.All("input[name=Code]").Count), Is.EqualTo(("/invitation", 1)));
        Assert.That((await browser.SubmitAsync("/invitation", ("Code", "123"))).Path, Is.EqualTo("/invitation"));
        var joined = await browser.SubmitAsync("/invitation", ("Code", CodeOf(app.Key)));

        Assert.That((joined.Path, joined.All("button[name=organizationId]").Count), Is.EqualTo(("/contacts", 2)), joined.Text);
    }

    [Test]
    public async Task Signing_out_everywhere_ends_all_sessions_but_this_one_at_the_next_request()
    {
        var (agent, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        using var _ = browser;
        using var elsewhere = await App.SignInAsync(agent.Email);
        await elsewhere.OpenAsync("/contacts");
        await browser.OpenAsync("/settings/my-security");

        var done = await browser.SubmitAsync("/settings/my-security/other-sessions/end");

        Assert.That(
            (done.Path, done.Text.Contains("You are signed out everywhere else.", StringComparison.Ordinal)),
            Is.EqualTo(("/settings/my-security", true)));
        Assert.That((await elsewhere.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"));
        Assert.That((await browser.OpenAsync("/contacts")).Path, Is.EqualTo("/contacts"));
    }
}
