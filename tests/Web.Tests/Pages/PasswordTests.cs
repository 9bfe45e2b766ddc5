using CrmVoice.Infrastructure;
using CrmVoice.Web.Features.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>Links by which people choose a password.</summary>
internal sealed class PasswordTests : WithStandIn
{
    private const string Chosen = "três gatos no telhado";

    [Test]
    public async Task Whoever_has_a_link_chooses_a_password_with_it_once_and_signs_in()
    {
        var (agent, signedIn) = await App.HireWithBrowserAsync();
        using var _ = signedIn;
        using var browser = App.OpenBrowser();
        browser.Language = "en";
        var link = await MakeLinkAsync(agent.Email);

        var asked = await browser.OpenAsync(link);
        var saved = await browser.SubmitAsync("/choose-password", ("Password", Chosen));

        Assert.That(
            (asked.Status, asked.Text.Contains($"You sign in as {agent.Email}.", StringComparison.Ordinal)),
            Is.EqualTo((200, true)));
        Assert.That((saved.Path, saved.Text.Contains("Your password is saved.", StringComparison.Ordinal)), Is.EqualTo(("/sign-in", true)));
        var again = await browser.OpenAsync(link);
        Assert.That((again.Status, again.Text.Contains("This link no longer works", StringComparison.Ordinal)), Is.EqualTo((404, true)));
        Assert.That((await browser.SignInAsync(agent.Email)).Path, Is.EqualTo("/sign-in"), "with the password that was");
        Assert.That((await browser.SignInAsync(agent.Email, Chosen)).Path, Is.EqualTo("/contacts"));
    }

    [Test]
    public async Task Two_who_use_one_link_at_once_do_not_both_choose()
    {
        var (agent, signedIn) = await App.HireWithBrowserAsync();
        signedIn.Dispose();
        var link = await MakeLinkAsync(agent.Email);
        using var one = App.OpenBrowser();
        using var other = App.OpenBrowser();
        await one.OpenAsync(link);
        await other.OpenAsync(link);

        var pages = await Task.WhenAll(
            one.SubmitAsync("/choose-password", ("Password", Chosen)),
            other.SubmitAsync("/choose-password", ("Password", "quatro cães no quintal")));

        Assert.That(pages.Select(page => page.Status).Order(), Is.EqualTo(new[] { 200, 404 }));
    }

    [TestCase("")]
    [TestCase("short")]
    [TestCase("aaaaaaaaaaaaaaaaa")]
    public async Task A_password_that_is_easy_to_guess_is_refused_and_the_link_still_works(string weak)
    {
        var (agent, signedIn) = await App.HireWithBrowserAsync();
        signedIn.Dispose();
        using var browser = App.OpenBrowser();
        browser.Language = "pt-BR";
        await browser.OpenAsync(await MakeLinkAsync(agent.Email));

        var refused = await browser.SubmitAsync("/choose-password", ("Password", weak));
        Assert.That(
            (refused.Status, refused.Text.Contains("Essa senha é fácil de adivinhar.", StringComparison.Ordinal)),
            Is.EqualTo((200, true)));

        Assert.That((await browser.SubmitAsync("/choose-password", ("Password", Chosen))).Path, Is.EqualTo("/sign-in"));
    }

    [Test]
    public async Task Nothing_but_our_own_link_for_this_person_opens_the_page()
    {
        var (agent, other) = ((await App.HireWithBrowserAsync()).Agent, (await App.HireWithBrowserAsync()).Agent);
        using var browser = App.OpenBrowser();
        var link = await MakeLinkAsync(agent.Email);
        var others = (await MakeLinkAsync(other.Email)).Split('&')[0];

        foreach (var path in new[]
            {
                "/choose-password",
                "/choose-password?user=x&token=y",
                link[..^8],
                $"{others}&{link.Split('&')[1]}",
                $"{link.Split('&')[0]}&token=",
            })
        {
            var page = await browser.OpenAsync(path);
            Assert.That((page.Status, page.Text.Contains(agent.Email, StringComparison.Ordinal)), Is.EqualTo((404, false)), path);
        }
    }

    private static async Task<string> MakeLinkAsync(string email) =>
        PasswordsController.PathOf(await App.Services.MakePasswordLinkAsync(email));
}
