using System.Text.RegularExpressions;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>The page on which somebody enters another phone, and the code that is said on it.</summary>
internal sealed partial class MyPhoneTests : WithStandIn
{
    private const string Path = "/settings/my-phone";
    private const string Confirmation = "/settings/my-phone/confirmation";

    private static int phones;

    [Test]
    public async Task After_five_wrong_codes_another_one_is_needed()
    {
        var (_, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        using var _ = browser;
        var phone = await EnterAsync(browser);
        var code = await CodeSaidAsync(phone);

        for (var left = 4; left > 0; left--)
        {
            var wrong = await browser.SubmitAsync(Confirmation, ("Code", Other(code)));
            Assert.That(
                (wrong.Status, wrong.Lines("#code-error").Single()),
                Is.EqualTo((422, $"This code is incorrect. You have {left} attempt{(left == 1 ? "" : "s")} left.")));
        }

        Assert.That(
            (await browser.SubmitAsync(Confirmation, ("Code", Other(code)))).Lines("#code-error").Single(),
            Does.StartWith("This code no longer works"));
        Assert.That((await browser.SubmitAsync(Confirmation, ("Code", code))).Status, Is.EqualTo(422));
        await browser.SubmitAsync($"{Path}/codes");
        var confirmed = await browser.SubmitAsync(Confirmation, ("Code", await CodeSaidAsync(phone)));

        Assert.That((confirmed.Status, confirmed.Text.Contains("Phone confirmed", StringComparison.Ordinal)), Is.EqualTo((200, true)));
        Assert.That(confirmed.All("[name=Code]"), Is.Empty);
    }

    [Test]
    public async Task A_fourth_code_within_an_hour_is_refused_with_the_time_of_the_next()
    {
        var (_, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        using var _ = browser;
        var phone = await EnterAsync(browser);
        await browser.SubmitAsync($"{Path}/codes");
        await browser.SubmitAsync($"{Path}/codes");

        var refused = await browser.SubmitAsync($"{Path}/codes");

        Assert.That(refused.Text, Does.Match(@"You have requested too many codes\. Next code: (tomorrow )?[0-9]{2}:[0-9]{2}\."));
        Assert.That(Twilio.CreatesOf(phone), Has.Count.EqualTo(3));
        await browser.SubmitAsync(Path, ("Phone", ""));
        var again = await browser.SubmitAsync(Path, ("Phone", phone));
        Assert.That((again.Status, again.FieldsOf(Path)["Phone"]), Is.EqualTo((429, phone)), again.Text);
    }

    [Test]
    public async Task What_Twilio_refuses_to_call_waits_for_no_code()
    {
        var (agent, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        using var _ = browser;
        var phone = NewPhone();
        Twilio.WhenCalling(phone, Answers.Error(400, 21215, "Not permitted"));

        var page = await EnterAsync(browser, phone);

        Assert.That(page.All("[name=Code]"), Is.Empty);
        Assert.That(
            (page.Status, page.FieldsOf(Path)["Phone"]),
            Is.EqualTo((200, $"({agent.Phone[3..5]}) {agent.Phone[5..10]}-{agent.Phone[10..]}")));
    }

    [Test]
    public async Task Without_a_Twilio_account_an_admin_sets_the_phone_and_its_person_sees_that_it_is_not_confirmed()
    {
        var tenant = await App.CreateOrganizationAsync("en", withTwilio: false);
        var (agent, browser) = await App.HireWithBrowserAsync(tenant, withPhone: false);
        var (_, admin) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = browser;
        using var __ = admin;

        var page = await browser.OpenAsync(Path);
        Assert.That(page.Text, Does.Contain("An administrator can set your phone."));
        Assert.That((await browser.SubmitAsync(Path, ("Phone", NewPhone()))).Status, Is.EqualTo(422));
        await admin.OpenAsync("/settings/phones");
        var set = await admin.SubmitAsync($"/settings/phones/{agent.Id}", ("Phone", NewPhone()));

        Assert.That(
            set.Lines(".member").Single(line => line.Contains(agent.Name, StringComparison.Ordinal)),
            Does.Contain("Not confirmed"));
    }

    private static string NewPhone() => $"+55119876{Interlocked.Increment(ref phones):00000}";

    private static async Task<string> EnterAsync(Browser browser)
    {
        var phone = NewPhone();
        var page = await EnterAsync(browser, phone);
        Assert.That(page.All("[name=Code]"), Has.Count.EqualTo(1), page.Text);
        return phone;
    }

    private static async Task<Page> EnterAsync(Browser browser, string phone)
    {
        App.Log.KeepsQuietAbout(phone);
        await browser.OpenAsync(Path);
        return await browser.SubmitAsync(Path, ("Phone", phone));
    }

    /// <summary>As the phone heard it last: twice, digit by digit.</summary>
    private static async Task<string> CodeSaidAsync(string phone)
    {
        var said = SpokenCode()
            .Matches((await Twilio.CreateOfAsync(phone)).Form("Twiml").Single())
            .Select(match => match.Value.Replace(", ", "", StringComparison.Ordinal))
            .ToList();
        Assert.That((said.Count, said.Distinct().Count()), Is.EqualTo((2, 1)));
        return said[0];
    }

    private static string Other(string code) => code is "000000" ? "111111" : "000000";

    [GeneratedRegex("([0-9], ){5}[0-9]")]
    private static partial Regex SpokenCode();
}
