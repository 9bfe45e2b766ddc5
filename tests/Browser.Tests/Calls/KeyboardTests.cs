using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Calls;

internal sealed class KeyboardTests : BrowserTest
{
    private const int FarAway = 60;

    [TestCaseSource(typeof(Scene), nameof(Scene.Both))]
    public async Task Signing_in_finding_a_contact_calling_and_hanging_up_need_no_mouse(Scene scene)
    {
        var (words, name) = (scene.Words, scene.Contacts["0001"]);
        var agent = await SomebodyAsync(scene.Agent.Language);
        var keyboard = agent.Page.Keyboard;
        await agent.SignIn.OpenAsync();
        await Expect(agent.SignIn.Email).ToBeFocusedAsync();
        await keyboard.TypeAsync(scene.Agent.Email);
        await keyboard.PressAsync("Tab");
        await keyboard.TypeAsync(Person.Password);
        await keyboard.PressAsync("Enter");
        await agent.Page.WaitForURLAsync("**/contacts");
        await agent.BeLiveAsync();

        await TabToAsync(agent, agent.Contacts.Search);
        await keyboard.TypeAsync(name.Split(' ')[0]);
        await keyboard.PressAsync("Enter");
        await agent.Page.WaitForURLAsync("**q=*");
        await TabToAsync(agent, agent.Contacts.Link(name));
        await keyboard.PressAsync("Enter");
        await Expect(agent.Page.GetByRole(AriaRole.Heading, new() { Name = name })).ToBeVisibleAsync();
        Run.Sandbox.Pace = 1;
        await TabToAsync(agent, agent.Contact.CallButton(name));
        await agent.BeginCallAsync(() => keyboard.PressAsync("Enter"));
        await Expect(agent.Bar.State).ToContainTextAsync(words.AgentRinging);

        // The focus is where the work goes on, and must survive the bar's next step.
        await Expect(agent.Bar.HangUp).ToBeFocusedAsync();
        await TabToAsync(agent, agent.Bar.NotesButton, "Shift+Tab");
        await TabToAsync(agent, agent.Bar.HangUp);
        await Expect(agent.Bar.State).Not.ToContainTextAsync(words.AgentRinging);
        await Expect(agent.Bar.HangUp).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");

        await Expect(agent.Bar.State).ToContainTextAsync(words.Canceled);
    }

    [Test]
    public async Task The_first_tab_leads_past_the_frame_to_the_content()
    {
        var agent = await SignedInAsync(Person.Ana);
        await agent.Contacts.OpenAsync();

        await agent.Page.Keyboard.PressAsync("Tab");
        await agent.Page.Keyboard.PressAsync("Enter");
        await agent.Page.Keyboard.PressAsync("Tab");

        await Expect(agent.Main.Locator(":focus")).ToHaveCountAsync(1);
    }

    /// <summary>Presses Tab until it is there; wherever the focus rests on the way, it is seen.</summary>
    private static async Task TabToAsync(Visitor visitor, ILocator goal, string key = "Tab")
    {
        for (var i = 0; i < FarAway; i++)
        {
            await visitor.Page.Keyboard.PressAsync(key);
            var hidden = await visitor.Page.EvaluateAsync<string?>(
                """
                () => {
                  const here = document.activeElement;
                  if (!here || here === document.body) return null;
                  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(here);
                  const drawn = outlineStyle !== 'none' && outlineWidth !== '0px' || boxShadow !== 'none';
                  const { width, height } = here.getBoundingClientRect();
                  return drawn && width > 0 && height > 0 ? null : here.outerHTML.slice(0, 200);
                }
                """);
            Assert.That(hidden, Is.Null, "has the focus and does not show it");
            if (await goal.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }
        }

        Assert.Fail($"{FarAway} presses of {key} do not lead to {goal}.");
    }
}
