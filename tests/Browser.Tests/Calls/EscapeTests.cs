using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Calls;

/// <summary>Esc twice hangs up, and only where nothing else has a use for the key.</summary>
internal sealed class EscapeTests : BrowserTest
{
    private static readonly string name = Scene.Aurora.Contacts["0001"];
    private static readonly Words words = Scene.Aurora.Words;

    private static readonly TestCaseData[] users =
    [
        Uses("a menu", v => v.Page.Locator("details.menu > summary").Last.ClickAsync()),
        Uses(
            "the notes",
            async v =>
            {
                await v.Bar.NotesButton.ClickAsync();
                await v.Bar.Notes.PressSequentiallyAsync("Pediu");
            }),
        Uses(
            "a popover",
            v =>
                v.Page.EvaluateAsync(
                    "() => { document.body.insertAdjacentHTML('beforeend', '<div popover=auto id=pad>1</div>'); document.getElementById('pad').showPopover(); }"
                )),
        Uses(
            "a dialog",
            v =>
                v.Page.EvaluateAsync(
                    "() => { document.body.insertAdjacentHTML('beforeend', '<dialog id=asked><button>1</button></dialog>'); document.getElementById('asked').showModal(); }"
                )),
        Uses("a search that can be cleared", v => v.Contacts.Search.FillAsync("Carlos")),
        Uses(
            "somebody who keeps the key",
            v => v.Page.EvaluateAsync("() => document.addEventListener('keydown', e => e.preventDefault(), { once: true })")),
        Uses(
            "somebody who lets nobody hear of it",
            v => v.Page.EvaluateAsync("() => document.body.addEventListener('keydown', e => e.stopImmediatePropagation(), { once: true })")
        ),
        Uses(
            "a list that is open",
            v =>
                v.Page.EvaluateAsync(
                    "() => { document.querySelector('main').insertAdjacentHTML('beforeend', '<input id=choice role=combobox aria-expanded=true>'); const c = document.getElementById('choice'); c.focus(); c.addEventListener('keydown', () => c.ariaExpanded = 'false'); }"
                )),
    ];

    private static readonly TestCaseData[] nothings =
    [
        Uses("letters put together (isComposing)", v => SendAsync(v, "{ key: 'Escape', isComposing: true, bubbles: true }", 4)),
        Uses("letters put together (229)", v => SendAsync(v, "{ key: 'Escape', keyCode: 229, bubbles: true }", 4)),
        Uses("a key that repeats itself", async v =>
        {
            for (var i = 0; i < 4; i++)
            {
                await v.Page.Keyboard.DownAsync("Escape");
            }

            await v.Page.Keyboard.UpAsync("Escape");
        }),
        Uses("with Shift", v => PressAsync(v, "Shift+Escape", 4)),
        Uses("with Ctrl", v => PressAsync(v, "Control+Escape", 4)),
        Uses("with another key between", v => PressAsync(v, "Escape", "a", "Escape", "a")),
    ];

    [TestCaseSource(nameof(users))]
    public async Task A_key_that_something_else_uses_does_not_count_and_two_more_do(Func<Visitor, Task> open)
    {
        var ana = await TalkingAsync();
        await open(ana);

        await PressAsync(ana, "Escape", "Escape");
        await Expect(ana.Bar.EscapeHint).ToBeVisibleAsync();
        await Expect(ana.Bar.CallId).ToHaveAttributeAsync("data-phase", "talking");
        await ana.Page.Keyboard.PressAsync("Escape");

        await Expect(ana.Bar.State).ToContainTextAsync(words.Answered);
    }

    [TestCaseSource(nameof(nothings))]
    public async Task What_is_no_Escape_pressed_twice_hangs_up_nothing(Func<Visitor, Task> press)
    {
        var ana = await TalkingAsync();
        var asked = 0;
        ana.Page.Request += (_, request) => asked += request.Url.EndsWith("/hangup", StringComparison.Ordinal) ? 1 : 0;

        await press(ana);

        await ana.Bar.FetchAsync();
        await Expect(ana.Bar.CallId).ToHaveAttributeAsync("data-phase", "talking");
        Assert.That(asked, Is.Zero);
    }

    [Test]
    public async Task The_first_Escape_in_the_notes_closes_them_and_keeps_the_text()
    {
        var ana = await TalkingAsync();
        await ana.Bar.NotesButton.ClickAsync();
        await ana.Bar.Notes.PressSequentiallyAsync("Pediu desconto");

        await ana.Page.Keyboard.PressAsync("Escape");

        await Expect(ana.Bar.NotesPanel).ToBeHiddenAsync();
        await Expect(ana.Bar.EscapeHint).ToBeHiddenAsync();
        await Expect(ana.Bar.NotesButton).ToBeFocusedAsync();
        await ana.Bar.NotesButton.ClickAsync();
        await Expect(ana.Bar.Notes).ToHaveValueAsync("Pediu desconto");
    }

    private static TestCaseData Uses(string what, Func<Visitor, Task> act) => new TestCaseData(act).SetArgDisplayNames(what);

    private static Task PressAsync(Visitor visitor, string key, int times) => PressAsync(visitor, [.. Enumerable.Repeat(key, times)]);

    private static async Task PressAsync(Visitor visitor, params string[] keys)
    {
        foreach (var key in keys)
        {
            await visitor.Page.Keyboard.PressAsync(key);
        }
    }

    // No keyboard puts letters together here.
    private static async Task SendAsync(Visitor visitor, string key, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await visitor.Page.EvaluateAsync($"() => document.body.dispatchEvent(new KeyboardEvent('keydown', {key}))");
        }
    }

    private async Task<Visitor> TalkingAsync()
    {
        var ana = await SignedInAsync(Person.Ana);
        await ana.Contacts.OpenContactAsync(name);
        await ana.BeLiveAsync();
        await ana.TalkToAsync(name);
        // However slow the machine, two presses follow each other closely.
        await ana.Page.Clock.SetFixedTimeAsync(DateTime.UtcNow);
        return ana;
    }
}
