using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Frame;

internal sealed class WithoutJavaScriptTests : BrowserTest
{
    private static readonly Look plain = Look.Usual with { Scripts = false };

    [TestCaseSource(typeof(Calls.Scene), nameof(Calls.Scene.Both))]
    public async Task Signing_in_and_reading_work_and_the_page_says_what_calling_needs(Calls.Scene scene)
    {
        var (words, name) = (scene.Words, scene.Contacts["0001"]);
        var agent = await SomebodyAsync(scene.Agent.Language, plain);
        await agent.SignIn.OpenAsync();
        await agent.SignIn.SignInAsync(scene.Agent);

        await agent.Contacts.OpenContactAsync(name);
        await Expect(agent.Main.Locator("noscript p").Filter(new() { HasText = words.NeedsJavaScript })).ToBeVisibleAsync();
        await Expect(agent.Contact.CallButton(name)).ToBeVisibleAsync();

        await agent.Calls.OpenAsync();
        await agent.Calls.Rows.GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(agent.Call.Story).ToContainTextAsync(scene.Agent.Name);
        await Expect(agent.Call.Timeline).Not.ToHaveCountAsync(0);
    }

    [TestCase("pt-BR")]
    [TestCase("en")]
    public async Task A_wrong_password_is_explained(string language)
    {
        var somebody = await SomebodyAsync(language, plain);
        await somebody.SignIn.OpenAsync();

        await somebody.SignIn.TryAsync("nobody@aurora.example", "not this");

        await Expect(somebody.SignIn.Problem).ToContainTextAsync(somebody.Words.WrongPassword);
    }
}
