using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Calls;

internal sealed class ReconnectionTests : BrowserTest
{
    [TearDown]
    public async Task StartAgainWhereATestFailedAsync()
    {
        if (!Run.App.Runs)
        {
            await Run.App.StartAsync();
        }
    }

    [TestCaseSource(typeof(Scene), nameof(Scene.Both))]
    public async Task After_a_crash_of_the_server_the_bar_catches_up_with_what_happened_meanwhile(Scene scene)
    {
        Expected.AddRange(["ERR_", "WebSocket", "/hubs/calls", "htmx:sendError", "htmx:afterRequest"]);
        var (words, name) = (scene.Words, scene.Contacts["0001"]);
        var agent = await SignedInAsync(scene.Agent);
        var other = await SignedInAsync(scene.Agent);
        await agent.Contacts.OpenContactAsync(name);
        await agent.BeLiveAsync();
        await Expect(agent.Bar.Reconnecting).ToBeHiddenAsync();
        Run.Sandbox.LetTheNextContactStay();
        await agent.CallAsync(name);
        await Expect(agent.Bar.State).ToContainTextAsync(words.Connected);
        await agent.Bar.ListenAsync();

        await Run.App.CrashAsync();

        await Expect(agent.Bar.Reconnecting).ToBeVisibleAsync();
        await agent.Page.Context.SetOfflineAsync(true);
        await Run.App.StartAsync();
        await other.Calls.OpenAsync();
        await Expect(other.Bar.State).ToContainTextAsync(words.Connected);
        await other.Bar.HangUp.ClickAsync();
        await Expect(other.Bar.State).ToContainTextAsync(words.Answered);
        await Expect(agent.Bar.State).ToContainTextAsync(words.Connected);

        await agent.Page.Context.SetOfflineAsync(false);

        await Expect(agent.Bar.Reconnecting).ToBeHiddenAsync();
        await agent.Bar.HasSaidAsync(words.Answered);
        await Expect(agent.Contact.NewestCall).ToContainTextAsync(words.Answered);
        await Expect(agent.Contact.CallButton(name)).ToBeEnabledAsync();
    }

    [TestCaseSource(typeof(Scene), nameof(Scene.Both))]
    public async Task Without_the_live_connection_the_page_looks_for_itself_and_says_that_it_may_be_late(Scene scene)
    {
        Expected.AddRange(["ERR_", "WebSocket", "/hubs/calls"]);
        var (words, name) = (scene.Words, scene.Contacts["0001"]);
        var agent = await SignedInAsync(scene.Agent);
        var list = await SignedInAsync(scene.Agent);
        await agent.Page.RouteAsync("**/hubs/calls/**", route => route.AbortAsync());
        await list.Page.RouteAsync("**/hubs/calls/**", route => route.AbortAsync());
        await list.Calls.OpenAsync();
        await agent.Contacts.OpenContactAsync(name);
        await Expect(agent.Bar.Reconnecting).ToBeVisibleAsync();

        await agent.TalkToAsync(name);

        await Expect(agent.Bar.Late).ToBeVisibleAsync();
        await Expect(list.Calls.Newest).ToContainTextAsync(words.Connected);
        await agent.Bar.HangUp.ClickAsync();
        await Expect(agent.Bar.State).ToContainTextAsync(words.Answered);
        await Expect(list.Calls.Newest).ToContainTextAsync(words.Answered);
        await agent.Page.UnrouteAsync("**/hubs/calls/**");
        await Expect(agent.Bar.Reconnecting).ToBeHiddenAsync(new() { Timeout = 40_000 });
    }
}
