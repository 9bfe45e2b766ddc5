using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Calls;

/// <summary>Whoever hangs up while the connection is away is told so at once; it is done when it is back.</summary>
internal sealed class HangUpWithoutConnectionTests : BrowserTest
{
    private const string HangUps = "**/calls/*/hangup";
    private static readonly string name = Scene.Aurora.Contacts["0001"];

    [SetUp]
    public void ExpectComplaints() => Expected.AddRange(["ERR_", "WebSocket", "/hubs/calls", "htmx:", "503", "/hangup"]);

    [TestCaseSource(typeof(Scene), nameof(Scene.Both))]
    public async Task It_is_said_at_once_and_done_when_the_connection_is_back(Scene scene)
    {
        var agent = await TalkingAsync(scene);
        await agent.Page.Context.SetOfflineAsync(true);

        await agent.Bar.HangUp.ClickAsync();
        await Expect(agent.Bar.HangUpWaits).ToBeVisibleAsync();
        await Expect(agent.Bar.State).ToContainTextAsync(scene.Words.Connected);
        await agent.Page.Context.SetOfflineAsync(false);

        await Expect(agent.Bar.State).ToContainTextAsync(scene.Words.Answered);
        await Expect(agent.Bar.HangUpWaits).ToBeHiddenAsync();
        await Expect(agent.Toast).ToHaveCountAsync(0);
    }

    [TestCase("aborted")]
    [TestCase("unavailable")]
    public async Task It_is_tried_again_with_growing_pauses_while_the_server_does_not_answer(string how)
    {
        var agent = await TalkingAsync(Scene.Aurora);
        var tries = new List<DateTime>();
        var enough = new TaskCompletionSource();
        await agent.Page.RouteAsync(HangUps, async route =>
        {
            tries.Add(DateTime.UtcNow);
            _ = tries.Count == 4 && enough.TrySetResult();
            await (how == "aborted" ? route.AbortAsync() : route.FulfillAsync(new() { Status = 503 }));
        });

        await agent.Bar.HangUp.ClickAsync();
        await Expect(agent.Bar.HangUpWaits).ToBeVisibleAsync();
        await enough.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Expect(agent.Bar.HangUpWaits).ToBeVisibleAsync();
        await agent.Page.UnrouteAsync(HangUps);

        await Expect(agent.Bar.State).ToContainTextAsync(Scene.Aurora.Words.Answered);
        var pauses = tries.Zip(tries.Skip(1), (one, next) => (next - one).TotalSeconds).ToArray();
        Assert.That(pauses, Has.Length.AtLeast(3).And.Ordered, string.Join(' ', pauses));
    }

    [Test]
    public async Task It_is_said_where_the_server_lets_one_wait()
    {
        var agent = await TalkingAsync(Scene.Aurora);
        var answers = new TaskCompletionSource();
        await agent.Page.RouteAsync(HangUps, async route =>
        {
            await answers.Task;
            await route.ContinueAsync();
        });

        await agent.Bar.HangUp.ClickAsync();
        await Expect(agent.Bar.HangUpWaits).ToBeVisibleAsync();
        answers.SetResult();

        await Expect(agent.Bar.State).ToContainTextAsync(Scene.Aurora.Words.Answered);
        await Expect(agent.Bar.HangUpWaits).ToBeHiddenAsync();
    }

    [Test]
    public async Task It_outlives_a_reload_of_the_page()
    {
        var agent = await TalkingAsync(Scene.Aurora);
        await agent.Page.RouteAsync(HangUps, route => route.AbortAsync());
        await agent.Bar.HangUp.ClickAsync();
        await Expect(agent.Bar.HangUpWaits).ToBeVisibleAsync();

        await agent.Page.ReloadAsync();
        await Expect(agent.Bar.HangUpWaits).ToBeVisibleAsync();
        await agent.Page.UnrouteAsync(HangUps);

        await Expect(agent.Bar.State).ToContainTextAsync(Scene.Aurora.Words.Answered);
    }

    [Test]
    public async Task It_is_dropped_where_the_call_is_over_and_the_next_one_goes_on()
    {
        using var api = new Api(Person.Ana);
        var agent = await TalkingAsync(Scene.Aurora);
        await agent.Page.RouteAsync(HangUps, route => route.AbortAsync());
        await agent.Bar.HangUp.ClickAsync();
        await Expect(agent.Bar.HangUpWaits).ToBeVisibleAsync();

        await api.HangUpAsync(agent.Begun.Last());
        await Expect(agent.Bar.State).ToContainTextAsync(Scene.Aurora.Words.Answered);
        await Expect(agent.Bar.HangUpWaits).ToBeHiddenAsync();
        await agent.Page.UnrouteAsync(HangUps);

        await agent.TalkToAsync(name);
        await agent.Page.ReloadAsync();
        await agent.BeLiveAsync();
        await agent.Bar.FetchAsync();
        await Expect(agent.Bar.State).ToContainTextAsync(Scene.Aurora.Words.Connected);
    }

    [Test]
    public async Task Escape_twice_waits_too()
    {
        var agent = await TalkingAsync(Scene.Aurora);
        await agent.Page.Context.SetOfflineAsync(true);

        await agent.Page.Keyboard.PressAsync("Escape");
        await agent.Page.Keyboard.PressAsync("Escape");
        await Expect(agent.Bar.HangUpWaits).ToBeVisibleAsync();
        await agent.Page.Context.SetOfflineAsync(false);

        await Expect(agent.Bar.State).ToContainTextAsync(Scene.Aurora.Words.Answered);
    }

    [Test]
    public async Task Whoever_has_to_sign_in_first_hangs_up_afterwards()
    {
        // A part of the page that was about to be read anew when the cookies went.
        Expected.Add("401");
        var agent = await TalkingAsync(Scene.Aurora);
        // Where nothing but the call itself is read anew, which would ask to sign in first.
        await agent.OpenAsync("/settings/my-phone");
        await agent.BeLiveAsync();
        await agent.Page.Context.ClearCookiesAsync();

        await agent.Bar.HangUp.ClickAsync();
        await agent.Page.WaitForURLAsync("**/sign-in**");
        await agent.SignIn.TryAsync(agent.Person.Email, Person.Password);

        await Expect(agent.Page.Locator(".call-bar-state")).ToContainTextAsync(Scene.Aurora.Words.Answered);
    }

    private async Task<Visitor> TalkingAsync(Scene scene)
    {
        var agent = await SignedInAsync(scene.Agent);
        await agent.Contacts.OpenContactAsync(scene.Contacts["0001"]);
        await agent.BeLiveAsync();
        await agent.TalkToAsync(scene.Contacts["0001"]);
        return agent;
    }
}
