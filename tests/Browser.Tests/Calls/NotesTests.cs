using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Calls;

/// <summary>Nothing that is typed into the notes of a call is lost, and nobody's words are written over unseen.</summary>
internal sealed class NotesTests : BrowserTest
{
    private static readonly string name = Scene.Aurora.Contacts["0001"];
    private static readonly Words words = Scene.Aurora.Words;

    [Test]
    public async Task Both_boxes_of_a_page_show_one_text_while_it_is_typed()
    {
        var (ana, _) = await AtACallAsync();
        await ana.Bar.NotesButton.ClickAsync();

        await ana.Bar.Notes.PressSequentiallyAsync("Prefere");
        await Expect(ana.Call.Notes).ToHaveValueAsync("Prefere");
        await ana.Call.Notes.FocusAsync();
        await ana.Page.Keyboard.PressAsync("End");
        await ana.Call.Notes.PressSequentiallyAsync(" manhãs");
        await Expect(ana.Bar.Notes).ToHaveValueAsync("Prefere manhãs");

        await Expect(ana.Call.NotesState).ToHaveTextAsync(words.Saved);
        await Expect(ana.Bar.NotesState).ToHaveTextAsync(words.Saved);
        await ana.Page.ReloadAsync();
        await Expect(ana.Call.Notes).ToHaveValueAsync("Prefere manhãs");
    }

    [Test]
    public async Task What_is_written_in_two_tabs_is_put_together_and_shows_in_both()
    {
        Expected.Add("ERR_");
        var (ana, call) = await AtACallAsync();
        var other = await OpenTabAsync(ana, $"/calls/{call}");
        await other.BeLiveAsync();

        await ana.Call.Notes.PressSequentiallyAsync("Prefere manhãs");
        await Expect(ana.Call.NotesState).ToHaveTextAsync(words.Saved);
        await Expect(other.Call.Notes).ToHaveValueAsync("Prefere manhãs");
        await KeepNotesAwayAsync(other);
        await ana.Call.Notes.PressSequentiallyAsync("\nTem um cachorro");
        await Expect(ana.Call.NotesState).ToHaveTextAsync(words.Saved);
        await other.Call.Notes.PressSequentiallyAsync("\nQuer varanda");
        await other.Page.UnrouteAllAsync();

        await Expect(other.Call.NotesState).ToHaveTextAsync(words.Saved);
        await Expect(other.Call.Notes).ToHaveValueAsync("Prefere manhãs\nTem um cachorro\nQuer varanda");
        await Expect(ana.Call.Notes).ToHaveValueAsync("Prefere manhãs\nTem um cachorro\nQuer varanda");
    }

    [TestCase("both", "Ligar às quatro\nNão ligar")]
    [TestCase("theirs", "Ligar às quatro")]
    [TestCase("mine", "Não ligar")]
    public async Task Where_both_changed_the_same_words_the_page_asks_and_keeps_both_until_then(string choice, string kept)
    {
        Expected.AddRange(["412", "ERR_"]);
        var (ana, call) = await AtACallAsync();
        await ana.Call.Notes.FillAsync("Ligar às três");
        await Expect(ana.Call.NotesState).ToHaveTextAsync(words.Saved);
        var other = await OpenTabAsync(ana, $"/calls/{call}");
        await other.BeLiveAsync();
        await KeepNotesAwayAsync(other);
        await other.Call.Notes.FillAsync("Não ligar");
        await ana.Call.Notes.FillAsync("Ligar às quatro");
        await Expect(ana.Call.NotesState).ToHaveTextAsync(words.Saved);

        await other.Page.UnrouteAllAsync();

        var asked = other.Main.Locator("[data-notes-changed]");
        await Expect(asked).ToBeVisibleAsync();
        await Expect(asked).ToContainTextAsync("Ligar às quatro");
        await Expect(other.Call.Notes).ToHaveValueAsync("Não ligar");
        await Expect(ana.Call.Notes).ToHaveValueAsync("Ligar às quatro");
        await other.Main.Locator($"[data-notes-keep={choice}]").ClickAsync();
        await Expect(asked).ToBeHiddenAsync();
        await Expect(other.Call.NotesState).ToHaveTextAsync(words.Saved);
        await Expect(other.Call.Notes).ToHaveValueAsync(kept);
        await Expect(ana.Call.Notes).ToHaveValueAsync(kept);
    }

    [Test]
    public async Task What_others_write_does_not_move_the_typing_hand()
    {
        var (ana, call) = await AtACallAsync();
        await ana.Call.Notes.FillAsync("um\ntrês");
        await Expect(ana.Call.NotesState).ToHaveTextAsync(words.Saved);
        await ana.BeLiveAsync();
        var other = await OpenTabAsync(ana, $"/calls/{call}");
        await ana.Call.Notes.EvaluateAsync("box => box.setSelectionRange(7, 7)");

        await other.Call.Notes.FillAsync("zero\num\ntrês");
        await Expect(ana.Call.Notes).ToHaveValueAsync("zero\num\ntrês");
        await ana.Page.Keyboard.TypeAsync("!");

        await Expect(ana.Call.Notes).ToHaveValueAsync("zero\num\ntrês!");
    }

    [Test]
    public async Task What_was_typed_right_before_a_reload_is_there([Values] bool isServerAway)
    {
        Expected.AddRange(["ERR_", "Failed to load"]);
        var (ana, _) = await AtACallAsync();
        if (isServerAway)
        {
            await KeepNotesAwayAsync(ana);
        }

        await ana.Call.Notes.FillAsync("Prefere manhãs");
        await ana.Page.ReloadAsync();

        await Expect(ana.Call.Notes).ToHaveValueAsync("Prefere manhãs");
        await ana.Page.UnrouteAllAsync();
        await NothingIsKeptAsync(ana);
        await ana.Page.ReloadAsync();
        await Expect(ana.Call.Notes).ToHaveValueAsync("Prefere manhãs");
    }

    [Test]
    public async Task What_was_typed_right_before_the_tab_was_closed_is_saved_from_any_page()
    {
        Expected.Add("ERR_");
        var (ana, call) = await AtACallAsync();
        var tab = await OpenTabAsync(ana, $"/calls/{call}");
        await KeepNotesAwayAsync(tab);
        await tab.Call.Notes.FillAsync("Prefere manhãs");
        await CloseTabAsync(tab, ana);

        await ana.Contacts.OpenAsync();

        await ana.OpenAsync($"/calls/{call}");
        await Expect(ana.Call.Notes).ToHaveValueAsync("Prefere manhãs");
    }

    [Test]
    public async Task What_was_typed_right_before_signing_out_is_saved_and_not_left_behind()
    {
        // To a part of the page that was asked for meanwhile.
        Expected.Add("401");
        var (ana, call) = await AtACallAsync(await SignInAsync(Person.Ana));
        var order = new ConcurrentQueue<string>();
        ana.Page.Response += (_, answer) => order.Enqueue(answer.Url.EndsWith("/notes", StringComparison.Ordinal) ? "saved" : "");
        ana.Page.Request += (_, request) => order.Enqueue(request.Url.EndsWith("/sign-out", StringComparison.Ordinal) ? "signs out" : "");
        await ana.Call.Notes.EvaluateAsync("""
            box => {
              box.value = 'Prefere manhãs';
              box.dispatchEvent(new Event('input', { bubbles: true }));
              document.querySelector('form[action$="/sign-out"]').requestSubmit();
            }
            """);
        await ana.Page.WaitForURLAsync("**/sign-in");

        Assert.That(order.Where(step => step.Length > 0), Is.EqualTo(new[] { "saved", "signs out" }), "the session ends last");
        await NothingIsKeptAsync(ana);
        await ana.SignIn.SignInAsync(Person.Ana);
        await ana.OpenAsync($"/calls/{call}");
        await Expect(ana.Call.Notes).ToHaveValueAsync("Prefere manhãs");
    }

    [Test]
    public async Task A_text_that_is_too_long_says_so_and_is_saved_once_it_is_shorter()
    {
        var (ana, _) = await AtACallAsync();

        // As keeping both of two long texts makes it: nobody can type as much.
        await ana.Call.Notes.EvaluateAsync(
            "box => { box.value = 'a'.repeat(10001); box.dispatchEvent(new Event('input', { bubbles: true })); }");
        await Expect(ana.Call.NotesState).ToContainTextAsync(words.TooLong);
        await ana.Call.Notes.FillAsync(new string('a', 10_000));

        await Expect(ana.Call.NotesState).ToHaveTextAsync(words.Saved);
    }

    [Test]
    public async Task Leaving_asks_only_while_something_cannot_be_saved()
    {
        Expected.Add("ERR_");
        var asked = 0;
        var (ana, _) = await AtACallAsync();
        ana.Page.Dialog += (_, dialog) =>
        {
            asked += dialog.Type == DialogType.BeforeUnload ? 1 : 0;
            _ = dialog.AcceptAsync();
        };
        await ana.Call.Notes.PressSequentiallyAsync("Prefere manhãs");
        await Expect(ana.Call.NotesState).ToHaveTextAsync(words.Saved);
        await ana.Page.ReloadAsync();
        Assert.That(asked, Is.Zero);

        await KeepNotesAwayAsync(ana);
        await ana.Call.Notes.PressSequentiallyAsync("!");
        await Expect(ana.Call.NotesState).Not.ToHaveTextAsync(words.Saved);
        await Expect(ana.Call.NotesState).ToContainTextAsync(words.NotSavedYet);
        await ana.Page.ReloadAsync();
        Assert.That(asked, Is.EqualTo(1));
    }

    [Test]
    public async Task What_was_typed_after_the_session_ended_is_there_again_after_signing_in_and_nobody_else_sees_it()
    {
        Expected.AddRange(["401", "Response Status Error Code", "/hubs/calls", "WebSocket"]);
        var (ana, call) = await AtACallAsync();
        // What goes on lives, and would lead the page to the sign-in by itself.
        await ana.Bar.HangUp.ClickAsync();
        await Expect(ana.Call.Result).ToHaveTextAsync(words.Answered);
        await ana.OpenAsync($"/calls/{call}");
        await ana.BeLiveAsync();
        await ana.Page.Context.ClearCookiesAsync(new() { Name = "crmvoice-session" });
        await ana.Call.Notes.PressSequentiallyAsync("Prefere manhãs");
        await Expect(ana.Call.NotesState).ToContainTextAsync(words.SessionEnded);

        await ana.SignIn.OpenAsync();
        await ana.SignIn.SignInAsync(Person.Sofia);
        await ana.OpenAsync($"/calls/{call}");
        await Expect(ana.Call.Notes).ToHaveValueAsync("");
        await ana.Page.Context.ClearCookiesAsync(new() { Name = "crmvoice-session" });
        await ana.SignIn.OpenAsync();
        await ana.SignIn.SignInAsync(Person.Ana);
        await ana.OpenAsync($"/calls/{call}");

        await Expect(ana.Call.Notes).ToHaveValueAsync("Prefere manhãs");
        await NothingIsKeptAsync(ana);
    }

    /// <summary>Ana at the page of a call that goes on.</summary>
    private async Task<(Visitor Ana, string Call)> AtACallAsync(Visitor? signedIn = null)
    {
        var ana = signedIn ?? await SignedInAsync(Person.Ana);
        await ana.Contacts.OpenContactAsync(name);
        await ana.BeLiveAsync();
        Run.Sandbox.LetTheNextContactStay();
        await ana.CallAsync(name);
        await Expect(ana.Bar.State).ToContainTextAsync(words.Connected);
        var call = ana.Begun.Last();
        await ana.OpenAsync($"/calls/{call}");
        return (ana, call);
    }

    // No notes come or go, while everything else does.
    private static async Task KeepNotesAwayAsync(Visitor visitor) =>
        await visitor.Page.RouteAsync("**/calls/*/notes**", route => route.AbortAsync());

    // It is saved, then.
    private static async Task NothingIsKeptAsync(Visitor visitor) =>
        await visitor.Page.WaitForFunctionAsync("() => !Object.keys(localStorage).some(key => key.startsWith('crmvoice-draft'))");
}
