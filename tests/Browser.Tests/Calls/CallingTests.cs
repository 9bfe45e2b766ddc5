using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Calls;

internal sealed class CallingTests : BrowserTest
{
    // Slow enough that each step is seen by a browser on a busy machine.
    public const double Followable = 0.4;
    private const double Hasty = 0.05;

    private static readonly TestCaseData[] endings =
    [
        .. from scene in Scene.Both
        from ending in new (string, Func<Words, string>)[]
        {
            ("0002", w => w.Busy),
            ("0003", w => w.NoAnswer),
            ("0004", w => w.Failed),
            ("0005", w => w.Machine),
            ("0006", w => w.HungUpEarly),
        }
        select new TestCaseData(scene, ending.Item1, ending.Item2(scene.Words)).SetArgDisplayNames($"{scene}", ending.Item1),
    ];

    [TestCaseSource(typeof(Scene), nameof(Scene.Both))]
    public async Task An_agent_follows_every_step_in_words_and_all_pages_that_are_open_follow_too_without_a_reload(Scene scene)
    {
        Run.Sandbox.Pace = Followable;
        var (words, name) = (scene.Words, scene.Contacts["0001"]);
        var agent = await SignedInAsync(scene.Agent);
        var list = await SignedInAsync(scene.Agent);
        var page = await SignedInAsync(scene.Agent);
        await list.Calls.OpenAsync();
        await agent.Contacts.OpenContactAsync(name);
        await agent.BeLiveAsync();
        await agent.Bar.ListenAsync();

        await agent.CallAsync(name);

        await page.OpenAsync((await agent.Bar.Name.GetAttributeAsync("href"))!);
        await agent.Bar.HasSaidAsync(words.AgentRinging, words.AgentAnswered, words.PhoneOf(name), words.Connected);
        await Expect(agent.Bar.Name).ToHaveTextAsync(name);
        await Expect(agent.Bar.Timer).ToHaveTextAsync(new Regex("^0:0[1-9]$"));
        await Expect(agent.Contact.NewestCall).ToContainTextAsync(words.Connected);
        await Expect(list.Calls.Newest).ToContainTextAsync(words.Connected);
        await Expect(page.Call.Result).ToHaveTextAsync(words.Connected);

        await agent.Bar.HasSaidAsync(words.Connected, words.Answered);
        await Expect(agent.Bar.FinishedSteps).ToHaveCountAsync(4);
        await Expect(agent.Contact.NewestCall).ToContainTextAsync(words.Answered);
        await Expect(list.Calls.Newest).ToContainTextAsync(words.Answered);
        await Expect(list.Calls.Newest).ToContainTextAsync(name);
        await Expect(page.Call.Result).ToHaveTextAsync(words.Answered);
        await Expect(page.Call.Timeline).Not.ToHaveCountAsync(0);
    }

    [TestCaseSource(nameof(endings))]
    public async Task The_bar_the_contact_and_the_page_of_the_call_say_how_it_ended(Scene scene, string ending, string result)
    {
        Run.Sandbox.Pace = Hasty;
        var name = scene.Contacts[ending];
        var agent = await SignedInAsync(scene.Agent);
        await agent.Contacts.OpenContactAsync(name);
        await agent.BeLiveAsync();

        await agent.CallAsync(name);

        await Expect(agent.Bar.State).ToContainTextAsync(result);
        await Expect(agent.Contact.NewestCall).ToContainTextAsync(result);
        await agent.Bar.Name.ClickAsync();
        await Expect(agent.Call.Result).ToHaveTextAsync(result);
        await Expect(agent.Call.Story).ToContainTextAsync(scene.Agent.Name);
    }

    [TestCaseSource(typeof(Scene), nameof(Scene.Both))]
    public async Task Notes_are_saved_while_they_are_typed_and_stay_when_the_bar_moves_on(Scene scene)
    {
        var (words, name) = (scene.Words, scene.Contacts["0001"]);
        var agent = await SignedInAsync(scene.Agent);
        await agent.Contacts.OpenContactAsync(name);
        await agent.CallAsync(name);
        await Expect(agent.Bar.Name).ToHaveTextAsync(name);

        await agent.Bar.NotesButton.ClickAsync();
        await agent.Bar.Notes.PressSequentiallyAsync("Prefere manhãs");

        await Expect(agent.Bar.NotesState).ToHaveTextAsync(words.Saved);
        await Expect(agent.Bar.State).ToContainTextAsync(words.Answered);
        await Expect(agent.Bar.Notes).ToHaveValueAsync("Prefere manhãs");
        await agent.Bar.Name.ClickAsync();
        await Expect(agent.Call.Notes).ToHaveValueAsync("Prefere manhãs");
    }

    [TestCaseSource(typeof(Scene), nameof(Scene.Both))]
    public async Task Notes_that_were_refused_are_said_to_be_unsaved_and_not_sent_again(Scene scene)
    {
        Expected.AddRange(["400", "Response Status Error Code"]);
        var name = scene.Contacts["0006"];
        var agent = await SignedInAsync(scene.Agent);
        await agent.Contacts.OpenContactAsync(name);
        await agent.CallAsync(name);
        await agent.Bar.Name.ClickAsync();
        await agent.Page.Context.ClearCookiesAsync(new() { NameRegex = new Regex("antiforgery") });

        await agent.Call.Notes.PressSequentiallyAsync("Prefere manhãs");

        await Expect(agent.Call.NotesState).ToHaveTextAsync(scene.Words.NotSaved);
    }
}
