using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Calls;

internal sealed class HangingUpTests : BrowserTest
{
    // The phone rings for as long as a person needs to change their mind.
    private const double Slow = 2;

    [TestCaseSource(typeof(Scene), nameof(Scene.Both))]
    public async Task The_red_button_ends_the_call_before_the_contact_answers(Scene scene)
    {
        Run.Sandbox.Pace = Slow;
        var (words, name) = (scene.Words, scene.Contacts["0001"]);
        var agent = await SignedInAsync(scene.Agent);
        await agent.Contacts.OpenContactAsync(name);
        await agent.CallAsync(name);
        await Expect(agent.Bar.State).ToContainTextAsync(words.AgentRinging);

        await agent.Bar.HangUp.ClickAsync();

        await Expect(agent.Bar.State).ToContainTextAsync(words.Canceled);
        await Expect(agent.Contact.CallButton(name)).ToBeEnabledAsync();
    }

    [TestCaseSource(typeof(Scene), nameof(Scene.Both))]
    public async Task Escape_twice_hangs_up_and_once_only_says_so(Scene scene)
    {
        var (words, name) = (scene.Words, scene.Contacts["0001"]);
        var agent = await SignedInAsync(scene.Agent);
        await agent.Contacts.OpenContactAsync(name);
        Run.Sandbox.LetTheNextContactStay();
        await agent.CallAsync(name);
        await Expect(agent.Bar.State).ToContainTextAsync(words.Connected);

        await agent.Page.Keyboard.PressAsync("Escape");
        await Expect(agent.Bar.EscapeHint).ToBeVisibleAsync();
        await Expect(agent.Bar.EscapeHint).ToBeHiddenAsync();
        await Expect(agent.Bar.State).ToContainTextAsync(words.Connected);

        await agent.Page.Keyboard.PressAsync("Escape");
        await agent.Page.Keyboard.PressAsync("Escape");

        await Expect(agent.Bar.State).ToContainTextAsync(words.Answered);
        await agent.Bar.Name.ClickAsync();
        await Expect(agent.Call.Timeline.Filter(new() { HasText = words.HangUpAsked })).ToHaveCountAsync(1);
    }

    [Test]
    public async Task What_is_said_of_Escape_stays_while_the_bar_changes()
    {
        var scene = Scene.Aurora;
        var agent = await SignedInAsync(scene.Agent);
        await agent.Contacts.OpenContactAsync(scene.Contacts["0001"]);
        await agent.CallAsync(scene.Contacts["0001"]);

        var stays = await agent.Page.EvaluateAsync<bool>(
            """
            () => new Promise(resolve => {
              const hint = document.querySelector('[data-esc-hint]');
              document.addEventListener('htmx:load', event => event.detail.elt.id === 'call-bar-live' && resolve(hint.isConnected));
              htmx.trigger(document.body, 'liveAgain');
            })
            """);

        Assert.That(stays, Is.True);
    }
}
