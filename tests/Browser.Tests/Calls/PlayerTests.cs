using System.Collections.Concurrent;
using System.Globalization;
using CrmVoice.Browser.Tests.Pages;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Calls;

/// <summary>The sandbox's recordings are real: the two sides take turns, a tone each.</summary>
internal sealed class PlayerTests : BrowserTest
{
    private const double NearlyAll = 30;
    private const double Nothing = 2;

    [Test]
    public async Task What_was_said_is_drawn_for_each_side_before_anybody_listens()
    {
        var ana = await OpenAsync();

        await Expect(ana.Player.Listen).ToBeVisibleAsync();
        await DrawnAsync(ana);
        await Expect(ana.Player.Lanes).ToHaveCountAsync(2);
        await Expect(ana.Player.Whole.Locator(".legs-name")).ToHaveTextAsync(["Ana Ribeiro", "Carlos Lima"]);
        var heights = await ana.Player.HeightsAsync();
        Assert.That(heights, Is.All.GreaterThan(NearlyAll));
        // The tones take turns of 1.5 s, the agent first: where one is loud the other is silent.
        var lanes = await ana.Player.Lanes.EvaluateAllAsync<string[]>("paths => paths.map(path => path.getAttribute('d'))");
        Assert.That(lanes[0], Is.Not.EqualTo(lanes[1]));
        Assert.That(await ana.Player.IsPlayingAsync(), Is.False);
    }

    [Test]
    public async Task A_recording_lies_under_the_conversation_that_it_recorded()
    {
        var ana = await OpenAsync();
        await DrawnAsync(ana);

        var talking = await BoxOfAsync(ana.Main.Locator(".legs-row").Nth(1).Locator(".leg-talking"));
        var recorded = await BoxOfAsync(ana.Player.Whole.Locator(".lane-span").First);

        var axis = await BoxOfAsync(ana.Player.Whole.Locator(".lane").First);
        Assert.That(recorded.X, Is.EqualTo(talking.X).Within(1));
        Assert.That(recorded.Width, Is.EqualTo(talking.Width).Within(axis.Width / 10), "Twilio tells whole seconds");
    }

    [Test]
    public async Task It_is_played_stopped_and_moved_with_buttons_that_say_what_they_do()
    {
        var player = (await OpenAsync()).Player;

        await player.Listen.ClickAsync();
        await player.PlaysBeyondAsync(0.3);
        await player.Pause.ClickAsync();
        await Expect(player.Play).ToBeVisibleAsync();
        var at = await player.AtAsync();
        await player.Forward.ClickAsync();
        await player.StandsAtAsync(Math.Min(at + 10, await player.LengthAsync()));
        await player.Back.ClickAsync();
        await player.StandsAtAsync(0);
        await player.Speed.SelectOptionAsync("1.5");
        Assert.That(await player.Sound.EvaluateAsync<double>("sound => sound.playbackRate"), Is.EqualTo(1.5));
        await player.Play.ClickAsync();
        await player.PlaysBeyondAsync(0.3);
    }

    [Test]
    public async Task It_is_played_with_keys_alone_and_says_where_it_stands()
    {
        var ana = await OpenAsync();
        var (player, keyboard) = (ana.Player, ana.Page.Keyboard);
        await player.Position.FocusAsync();

        await keyboard.PressAsync("ArrowRight");
        await player.StandsAtAsync(5);
        await Expect(player.Position).ToHaveAttributeAsync("aria-valuenow", "5");
        await Expect(player.Position).ToHaveAttributeAsync("aria-valuetext", Format(ana.Words.Of, "0:05", "0:08"));
        await keyboard.PressAsync("ArrowLeft");
        await player.StandsAtAsync(0);
        await keyboard.PressAsync("ArrowUp");
        await player.StandsAtAsync(await EndOfAsync(player));
        await keyboard.PressAsync("ArrowDown");
        await player.StandsAtAsync(0);
        await keyboard.PressAsync(">");
        await keyboard.PressAsync(">");
        await Expect(player.Speed).ToHaveValueAsync("1.5");
        await keyboard.PressAsync("<");
        await Expect(player.Speed).ToHaveValueAsync("1.25");
        await keyboard.PressAsync("Space");
        await player.PlaysBeyondAsync(0.2);
        await keyboard.PressAsync("k");
        await Expect(player.Play).ToBeVisibleAsync();
        await keyboard.PressAsync("Home");
        await player.StandsAtAsync(0);
        // A button's own key stays its own, and so do the keys of the list.
        await player.Forward.FocusAsync();
        await keyboard.PressAsync("Space");
        Assert.That(await player.IsPlayingAsync(), Is.False);
        await player.Speed.FocusAsync();
        await keyboard.PressAsync("ArrowDown");
        await Expect(player.Speed).ToHaveValueAsync("1.5");
    }

    [Test]
    public async Task The_line_can_be_grabbed_where_one_wants_to_listen()
    {
        var ana = await OpenAsync();
        var (player, mouse) = (ana.Player, ana.Page.Mouse);
        await DrawnAsync(ana);
        var span = await BoxOfAsync(player.Whole.Locator(".lane-span").First);
        var length = Math.Round(await EndOfAsync(player));

        await mouse.MoveAsync((float)(span.X + (span.Width / 2)), (float)(span.Y + 5));
        await mouse.DownAsync();
        Assert.That(await player.AtAsync(), Is.EqualTo(length / 2).Within(0.2));
        await mouse.MoveAsync((float)(span.X + (span.Width / 4)), (float)(span.Y + 5), new() { Steps = 4 });
        await mouse.UpAsync();
        Assert.That(await player.AtAsync(), Is.EqualTo(length / 4).Within(0.2));
        // Before the recording there is nothing to listen to.
        await mouse.ClickAsync((float)(span.X - 5), (float)(span.Y + 5));
        await player.StandsAtAsync(0);
    }

    [Test]
    public async Task It_plays_on_while_the_part_of_the_page_around_it_is_exchanged()
    {
        var ana = await OpenAsync();
        var player = ana.Player;
        await player.Listen.ClickAsync();
        await player.PlaysBeyondAsync(0.3);
        await player.Sound.EvaluateAsync("sound => { sound.stops = 0; sound.addEventListener('pause', () => sound.stops++); }");
        var before = await player.AtAsync();

        await ExchangeAsync(ana);

        await Expect(player.Pause).ToBeVisibleAsync();
        await player.PlaysBeyondAsync(before + 1);
        Assert.That(await player.Sound.EvaluateAsync<int>("sound => sound.stops"), Is.Zero);
        Assert.That((await player.HeightsAsync()).Max(), Is.GreaterThan(NearlyAll), "drawn again");
        await player.Pause.ClickAsync();
        await Expect(player.Play).ToBeVisibleAsync();
        Assert.That(await player.IsPlayingAsync(), Is.False);
    }

    [Test]
    public async Task A_page_of_an_ended_call_is_not_fetched_again_when_it_has_just_come()
    {
        var sofia = await SignedInAsync(Person.Sofia);
        using var api = new Api(Person.Sofia);
        var fetched = new ConcurrentQueue<string>();
        sofia.Page.Request += (_, request) =>
        {
            if (request.Headers.ContainsKey("hx-request"))
            {
                fetched.Enqueue(request.Url);
            }
        };

        await sofia.OpenAsync($"/calls/{(await api.CallsAsync("result=answered&limit=200"))[^1]}");
        await sofia.BeLiveAsync();
        await sofia.Page.EvaluateAsync("() => new Promise(requestAnimationFrame)");

        Assert.That(fetched, Is.Empty);
    }

    [TestCase(404)]
    [TestCase(403)]
    [TestCase(502)]
    [TestCase(0)]
    [TestCase(302)]
    public async Task What_goes_wrong_is_said_in_words_and_can_be_tried_again(int status)
    {
        Expected.AddRange(["Failed to load resource", "net::"]);
        var ana = await OpenAsync();
        var player = ana.Player;
        await DrawnAsync(ana);
        await ana.Page.RouteAsync("**/media", route => status switch
        {
            0 => route.AbortAsync(),
            302 => route.FulfillAsync(new() { Status = 302, Headers = new Dictionary<string, string> { ["Location"] = "/sign-in" } }),
            _ => route.FulfillAsync(new() { Status = status, Body = "" }),
        });

        await player.Listen.ClickAsync();

        await Expect(player.Problem).ToContainTextAsync(status switch
        {
            404 => ana.Words.RecordingGone,
            403 => ana.Words.RecordingForbidden,
            0 => ana.Words.RecordingOffline,
            302 => ana.Words.RecordingSignedOut,
            _ => ana.Words.RecordingUnavailable,
        });
        await ExchangeAsync(ana);
        await Expect(player.Problem).ToBeVisibleAsync();
        await ana.Page.UnrouteAsync("**/media");
        await player.Again.ClickAsync();
        await player.PlaysBeyondAsync(0.3);
        await Expect(player.Problem).ToBeHiddenAsync();
        await Expect(player.Pause).ToBeFocusedAsync();
    }

    [Test]
    public async Task Without_the_shape_of_the_sound_there_is_still_a_line_to_move_along()
    {
        Expected.Add("Failed to load resource");
        var ana = await SignedInAsync(Person.Ana);
        await ana.Page.RouteAsync("**/media", route => route.FulfillAsync(new() { Status = 502, Body = "" }));
        await ana.OpenAsync($"/calls/{await RecordedCall.OfAnaAsync()}");

        await Expect(ana.Player.Listen).ToBeVisibleAsync();
        Assert.That(await ana.Player.HeightsAsync(), Is.All.LessThan(Nothing));
        await ana.Player.Position.PressAsync("ArrowRight");
        await ana.Player.StandsAtAsync(5);
    }

    [Test]
    public async Task Who_may_not_listen_is_told_so_and_gets_no_player()
    {
        var helena = await SignedInAsync(Person.Helena);
        await helena.OpenAsync($"/calls/{await RecordedCall.OfAnaAsync()}");

        await Expect(helena.Main.GetByText(helena.Words.RecordingForbidden)).ToBeVisibleAsync();
        await Expect(helena.Main.Locator("audio, [data-player]")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Without_scripts_the_browsers_own_player_is_there()
    {
        var ana = await SignedInAsync(Person.Ana, Look.Usual with { Scripts = false });
        await ana.OpenAsync($"/calls/{await RecordedCall.OfAnaAsync()}");

        await Expect(ana.Main.Locator("audio[controls]")).ToBeVisibleAsync();
        await Expect(ana.Main.Locator("[data-play]").First).ToBeHiddenAsync();
    }

    [TestCase("pt-BR")]
    [TestCase("en")]
    public async Task Everybody_can_use_it(string language)
    {
        var ana = await OpenAsync(language);
        await DrawnAsync(ana);
        foreach (var control in new[] { ana.Player.Listen, ana.Player.Back, ana.Player.Forward, ana.Player.Speed, ana.Player.Position })
        {
            await Expect(control).ToBeVisibleAsync();
        }

        Assert.That((await ana.Page.RunAxe()).Violations.Select(violation => violation.Id), Is.Empty);
    }

    private async Task<Visitor> OpenAsync(string language = "pt-BR")
    {
        var ana = await SignedInAsync(Person.Ana.Reading(language));
        await ana.OpenAsync($"/calls/{await RecordedCall.OfAnaAsync()}");
        return ana;
    }

    /// <summary>As when something is heard of the call.</summary>
    private static async Task ExchangeAsync(Visitor visitor)
    {
        await visitor.Player.Whole.EvaluateAsync("player => player.dataset.old = ''");
        await visitor.Page.EvaluateAsync("id => htmx.trigger(document.body, `call-${id}`)", await RecordedCall.OfAnaAsync());
        await Expect(visitor.Page.Locator("[data-old]")).ToHaveCountAsync(0);
    }

    private static async Task DrawnAsync(Visitor visitor) =>
        await Expect(visitor.Page.Locator("[data-player][data-drawn]")).ToBeVisibleAsync();

    private static async Task<(double X, double Y, double Width)> BoxOfAsync(ILocator element) =>
        await element.EvaluateAsync<double[]>(
            "element => { const { x, y, width } = element.getBoundingClientRect(); return [x, y, width]; }")
            is [var x, var y, var width]
            ? (x, y, width)
            : throw new InvalidOperationException("It has no place.");

    private static async Task<double> EndOfAsync(Player player)
    {
        var known = await player.LengthAsync();
        return double.IsNaN(known)
            ? double.Parse((await player.Position.GetAttributeAsync("aria-valuemax"))!, CultureInfo.InvariantCulture)
            : known;
    }

    private static string Format(string text, params object[] values) => string.Format(CultureInfo.InvariantCulture, text, values);
}
