using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Calls;

/// <summary>What lies under the finger that hung up, and where the focus goes.</summary>
internal sealed class EndOfCallTests : BrowserTest
{
    // By then nothing lies still any more.
    private static readonly TimeSpan later = TimeSpan.FromMinutes(1);

    private static readonly int[] widths = [320, 390, 768, 1024, 1440];
    private static readonly string name = Scene.Aurora.Contacts["0001"];
    private static readonly Words words = Scene.Aurora.Words;

    [TestCaseSource(nameof(widths))]
    public async Task Whoever_goes_on_pressing_where_hang_up_stood_calls_nobody(int width)
    {
        var ana = await TalkingAsync(width);
        var call = await ana.Bar.CallId.GetAttributeAsync("data-call");
        var place = await BoxAsync(ana.Bar.HangUp);
        var (x, y) = (place.X + place.Width / 2, place.Y + place.Height / 2);

        await ana.Page.Mouse.ClickAsync(x, y);
        await PressUntilAsync(ana.Bar.CallAgain, () => ana.Page.Mouse.ClickAsync(x, y));
        await ana.Page.Mouse.DblClickAsync(x, y);

        await ana.Bar.FetchAsync();
        await Expect(ana.Bar.CallAgain).ToBeVisibleAsync();
        await Expect(ana.Bar.CallId).ToHaveAttributeAsync("data-call", call!);
        var again = await BoxAsync(ana.Bar.CallAgain);
        Assert.That(Meet(place, again), Is.False, $"call again at {again.X:0},{again.Y:0} lies on hang up at {place.X:0},{place.Y:0}");
    }

    [TestCase("Enter")]
    [TestCase("Space")]
    public async Task Whoever_goes_on_pressing_the_key_that_hung_up_calls_nobody_and_types_nothing(string key)
    {
        var ana = await TalkingAsync();
        var call = await ana.Bar.CallId.GetAttributeAsync("data-call");
        await ana.Bar.HangUp.FocusAsync();

        await ana.Page.Keyboard.PressAsync(key);
        await PressUntilAsync(ana.Bar.CallAgain, () => ana.Page.Keyboard.PressAsync(key));
        await Expect(ana.Bar.Notes).ToBeFocusedAsync();
        await ana.Page.Keyboard.PressAsync(key);

        await Expect(ana.Bar.Notes).ToHaveValueAsync("");
        await Expect(ana.Bar.CallId).ToHaveAttributeAsync("data-call", call!);
        await ana.Bar.Notes.PressSequentiallyAsync("Retornar amanhã");
        await Expect(ana.Bar.Notes).ToHaveValueAsync("Retornar amanhã");
    }

    [Test]
    public async Task A_key_that_is_held_down_hangs_up_and_no_more()
    {
        var ana = await TalkingAsync();
        var call = await ana.Bar.CallId.GetAttributeAsync("data-call");
        await ana.Bar.HangUp.FocusAsync();

        await PressUntilAsync(ana.Bar.CallAgain, () => ana.Page.Keyboard.DownAsync("Enter"));
        await Expect(ana.Bar.Notes).ToBeFocusedAsync();
        await ana.Page.Clock.SetFixedTimeAsync(DateTime.UtcNow + later * 2);
        await ana.Page.Keyboard.DownAsync("Enter");
        await ana.Page.Keyboard.UpAsync("Enter");

        await Expect(ana.Bar.Notes).ToHaveValueAsync("");
        await Expect(ana.Bar.CallId).ToHaveAttributeAsync("data-call", call!);
    }

    [TestCase("Enter")]
    [TestCase("Space")]
    public async Task Whoever_presses_the_key_that_called_once_more_does_not_hang_up(string key)
    {
        var ana = await SignedInAsync(Person.Ana);
        await ana.Contacts.OpenContactAsync(name);
        await ana.BeLiveAsync();
        await ana.Page.Clock.SetFixedTimeAsync(DateTime.UtcNow);
        Run.Sandbox.LetTheNextContactStay();
        await ana.Contact.CallButton(name).FocusAsync();

        await ana.BeginCallAsync(() => ana.Page.Keyboard.PressAsync(key));
        await Expect(ana.Bar.HangUp).ToBeFocusedAsync();
        await ana.Page.Keyboard.PressAsync(key);

        await Expect(ana.Bar.State).ToContainTextAsync(words.Connected);
        await Expect(ana.Bar.HangUp).ToBeFocusedAsync();
    }

    [Test]
    public async Task The_notes_are_opened_and_have_the_focus_and_the_result_is_said()
    {
        var ana = await TalkingAsync();

        await ana.Bar.HangUp.ClickAsync();

        await Expect(ana.Bar.Notes).ToBeFocusedAsync();
        await Expect(ana.Bar.SentWebhook).ToHaveTextAsync(words.Answered);
    }

    [TestCase("field")]
    [TestCase("list")]
    [TestCase("dialog")]
    [TestCase("menu")]
    public async Task Whoever_is_busy_elsewhere_is_told_and_nothing_moves(string where)
    {
        var ana = await TalkingAsync();
        await BeBusyAsync(ana, where);
        var focus = await FocusAsync(ana);

        await HangUpElsewhereAsync(ana);

        await Expect(ana.Bar.SentWebhook).ToHaveTextAsync(words.Answered);
        await Expect(ana.Bar.NotesPanel).ToBeHiddenAsync();
        Assert.That(await FocusAsync(ana), Is.EqualTo(focus));
    }

    [Test]
    public async Task The_bar_does_not_go_quiet_under_a_typing_hand()
    {
        var ana = await TalkingAsync();
        await ana.Bar.HangUp.ClickAsync();
        await Expect(ana.Bar.Notes).ToBeFocusedAsync();
        await ana.Bar.Notes.PressSequentiallyAsync("Pediu");
        await ana.Page.RouteAsync(
            "**/call-bar",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        ContentType = "text/html",
                        Body = "<div class='call-bar-live is-idle' id='call-bar-live' data-phase='idle'></div>",
                    }));

        await ana.Bar.FetchAsync();
        await ana.Bar.Notes.PressSequentiallyAsync(" desconto");

        await Expect(ana.Bar.Notes).ToHaveValueAsync("Pediu desconto");
        await Expect(ana.Bar.State).ToContainTextAsync(words.Answered);
        await Expect(ana.Bar.NotesState).ToHaveTextAsync(words.Saved);
        await ana.Contacts.Search.FocusAsync();
        await Expect(ana.Bar.NotesPanel).ToBeHiddenAsync();
        await Expect(ana.Bar.State).ToHaveCountAsync(0);
    }

    [Test]
    public async Task The_result_can_be_dismissed_while_the_notes_are_open()
    {
        var ana = await TalkingAsync();
        await ana.Bar.HangUp.ClickAsync();
        await Expect(ana.Bar.Notes).ToBeFocusedAsync();

        await ana.Page.Clock.SetFixedTimeAsync(DateTime.UtcNow + later * 2);
        await ana.Bar.Dismiss.ClickAsync();

        await Expect(ana.Bar.CallId).ToHaveAttributeAsync("data-phase", "idle");
        await Expect(ana.Bar.NotesPanel).ToBeHiddenAsync();
    }

    [Test]
    public async Task An_own_hang_up_is_no_failure()
    {
        Run.Sandbox.Pace = 2;
        var ana = await SignedInAsync(Person.Ana);
        await ana.Contacts.OpenContactAsync(name);
        await ana.CallAsync(name);
        await Expect(ana.Bar.State).ToContainTextAsync(words.AgentRinging);
        await Expect(ana.Bar.Whole.Locator(".step.is-present")).ToContainTextAsync("Seu telefone");

        await ana.Bar.HangUp.ClickAsync();

        await Expect(ana.Bar.State).ToContainTextAsync(words.Canceled);
        await Expect(ana.Bar.Whole.Locator(".step.is-stopped")).ToHaveCountAsync(1);
        await Expect(ana.Bar.Whole.Locator(".step.is-failed")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task The_tab_says_how_the_call_stands_while_it_lives()
    {
        var ana = await SignedInAsync(Person.Ana);
        await ana.Contacts.OpenContactAsync(name);
        var own = await ana.Page.TitleAsync();

        await ana.TalkToAsync(name);
        await Expect(ana.Page).ToHaveTitleAsync($"● {words.Connected} · {name} – CrmVoice");
        await ana.OpenAsync("/calls");
        await Expect(ana.Page).ToHaveTitleAsync($"● {words.Connected} · {name} – CrmVoice");
        await ana.Contacts.OpenContactAsync(name);
        await ana.Bar.HangUp.ClickAsync();

        await Expect(ana.Page).ToHaveTitleAsync(own);
    }

    private async Task<Visitor> TalkingAsync(int width = 1280)
    {
        var ana = await SignedInAsync(Person.Ana, Look.Usual with { Width = width });
        await ana.Contacts.OpenContactAsync(name);
        await ana.BeLiveAsync();
        await ana.TalkToAsync(name);
        // From now on a moment lasts as long as a busy machine needs.
        await ana.Page.Clock.SetFixedTimeAsync(DateTime.UtcNow + later / 2);
        return ana;
    }

    private static async Task PressUntilAsync(ILocator seen, Func<Task> press)
    {
        for (var i = 0; i < 200 && !await seen.IsVisibleAsync(); i++)
        {
            await press();
        }

        await Expect(seen).ToBeVisibleAsync();
    }

    // The bar may be replaced just then.
    private static async Task<LocatorBoundingBoxResult> BoxAsync(ILocator element)
    {
        LocatorBoundingBoxResult? box = null;
        for (var i = 0; i < 20 && box is null; i++)
        {
            await Expect(element).ToBeVisibleAsync();
            box = await element.BoundingBoxAsync();
        }

        return box!;
    }

    private static async Task BeBusyAsync(Visitor ana, string where)
    {
        switch (where)
        {
            case "field":
                await ana.Contacts.Search.FocusAsync();
                break;
            case "list":
                await ana.Page.EvaluateAsync(
                    "() => { document.querySelector('main').insertAdjacentHTML('beforeend', '<select id=choice><option>1</option></select>'); document.getElementById('choice').focus(); }"
                );
                break;
            case "dialog":
                await ana.Page.EvaluateAsync(
                    "() => { document.body.insertAdjacentHTML('beforeend', '<dialog id=asked><button id=yes>1</button></dialog>'); document.getElementById('asked').showModal(); }"
                );
                break;
            default:
                await ana.Page.Locator("details.menu > summary").Last.ClickAsync();
                await ana.Page.Keyboard.PressAsync("Tab");
                break;
        }
    }

    private static Task<string> FocusAsync(Visitor ana) =>
        ana.Page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 120)");

    private static async Task HangUpElsewhereAsync(Visitor ana)
    {
        using var api = new Api(ana.Person);
        await api.HangUpAsync(ana.Begun.Last());
    }

    private static bool Meet(LocatorBoundingBoxResult one, LocatorBoundingBoxResult other) =>
        one.X < other.X + other.Width && other.X < one.X + one.Width && one.Y < other.Y + other.Height && other.Y < one.Y + one.Height;
}
