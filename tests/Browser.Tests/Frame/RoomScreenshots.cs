using CrmVoice.Browser.Tests.Calls;
using static CrmVoice.Browser.Tests.RoomWords;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Frame;

/// <summary>Pictures of a call in a room, from three sides, as <c>./screenshots.sh</c> makes them. Nothing is compared.</summary>
[Explicit("Makes pictures and proves nothing."), Category("Screenshots")]
internal sealed class RoomScreenshots : BrowserTest
{
    private const string Contact = "Natália Reis";
    private const string ContactPhone = "+5511987650010";

    [TearDown]
    public async Task UseBridgesAgainAsync()
    {
        await LeaveAsync();
        await ChooseControlAsync("");
    }

    [TestCase("pt-BR"), TestCase("en")]
    public async Task Of_a_call_that_is_held_handed_over_and_listened_in_on(string language)
    {
        if (!Pictures.AreWanted("room"))
        {
            return;
        }

        Expected.Add("");
        Run.Sandbox.Pace = CallingTests.Followable;
        await ChooseControlAsync("Room");
        var words = In(language);
        var ana = await SignedInAsync(Person.Ana.Reading(language));
        var bruno = await SignedInAsync(Person.Bruno.Reading(language));
        var sofia = await SignedInAsync(Person.Sofia.Reading(language));
        await ana.Contacts.OpenContactAsync(Contact);
        await bruno.Contacts.OpenAsync();
        await sofia.Supervision.OpenAsync();
        foreach (var visitor in new[] { ana, bruno, sofia })
        {
            await visitor.BeLiveAsync();
        }

        await ana.CallAsync(Contact);
        await Expect(ana.Bar.State).ToContainTextAsync(ana.Words.Connected);
        await Expect(sofia.Supervision.Row(Contact)).ToContainTextAsync(ana.Words.Connected);
        await ana.TakeAsync("room-1-connected");
        await ControlAsync(ana, sofia, words);
        await TransferAsync(ana, bruno, sofia, words);
        await SuperviseAsync(bruno, sofia, words);

        Run.Sandbox.HangUp(ContactPhone);
        await Expect(bruno.Bar.State).ToContainTextAsync(bruno.Words.Answered);
        await Expect(sofia.Supervision.Row(Contact)).ToHaveCountAsync(0);
        await bruno.TakeAsync("room-9-ended");
        await sofia.OpenAsync($"/calls/{await ana.Bar.CallId.GetAttributeAsync("data-call")}");
        await sofia.TakeAsync("room-9-told");
    }

    private static async Task ControlAsync(Visitor ana, Visitor sofia, RoomWords words)
    {
        await ana.Page.Locator("#call-bar-keypad").ClickAsync();
        await ana.TakeAsync("room-2-keypad");
        await ana.Page.Keyboard.PressAsync("Escape");
        await ana.Page.Locator("#call-bar-add").ClickAsync();
        await Expect(ana.Page.Locator("#call-add-search")).ToBeVisibleAsync();
        await ana.TakeAsync("room-2-add");
        await ana.Page.Keyboard.PressAsync("Escape");
        await ana.Page.Locator("#call-bar-mute").ClickAsync();
        await Expect(ana.Page.Locator("#call-bar-mute")).ToHaveAttributeAsync("aria-pressed", "true");
        await ana.Controls.Hold.ClickAsync();
        await Expect(ana.Bar.State).ToContainTextAsync(words.OnHold);
        await Expect(sofia.Supervision.Row(Contact)).ToContainTextAsync(words.OnHold);
        await ana.TakeAsync("room-3-held");
        await sofia.TakeAsync("room-3-held-board");
        await ana.Page.Locator("#call-bar-mute").ClickAsync();
        await ana.Controls.Resume.ClickAsync();
        await Expect(ana.Controls.Said).ToHaveTextAsync(ana.Words.Connected);
    }

    private static async Task TransferAsync(Visitor ana, Visitor bruno, Visitor sofia, RoomWords words)
    {
        await ana.Controls.Transfer.ClickAsync();
        await Expect(ana.Controls.Person(Person.Bruno.Name)).ToContainTextAsync(words.Free);
        await ana.TakeAsync("room-4-transfer");
        await ana.Controls.Search.FillAsync("11 91234-5678");
        await Expect(ana.Controls.Person("91234-5678")).ToBeVisibleAsync();
        await ana.TakeAsync("room-4-transfer-number");
        await ana.Controls.Search.FillAsync("bru");
        await Expect(ana.Controls.Person(Person.Sofia.Name)).ToHaveCountAsync(0);
        await ana.Controls.Person(Person.Bruno.Name).ClickAsync();
        await Expect(ana.Controls.Said).ToHaveTextAsync(Of(words.ConsultingWith, Person.Bruno.Name));
        await Expect(bruno.Bar.State).ToContainTextAsync(Of(words.Consulted, Contact));
        await Expect(sofia.Supervision.Row(Contact)).ToContainTextAsync(words.Consulting);
        await ana.TakeAsync("room-5-consulting");
        await bruno.TakeAsync("room-5-consulted");
        await sofia.TakeAsync("room-5-consulting-board");
        await ana.Controls.Merge.ClickAsync();
        await Expect(ana.Controls.Said).ToHaveTextAsync(Of(words.ConnectedWith, Person.Bruno.Name));
        await Expect(bruno.Controls.Said).ToHaveTextAsync(Of(words.ConnectedWith, Person.Ana.Name));
        await ana.TakeAsync("room-6-merged");
        await bruno.TakeAsync("room-6-merged-in");
        await ana.Controls.Leave.ClickAsync();
        await Expect(ana.Controls.Said).ToHaveTextAsync(Of(words.TransferredTo, Person.Bruno.Name));
        await Expect(bruno.Controls.Said).ToHaveTextAsync(bruno.Words.Connected);
        await ana.TakeAsync("room-7-handed-over");
    }

    private static async Task SuperviseAsync(Visitor bruno, Visitor sofia, RoomWords words)
    {
        await bruno.Page.Locator("#call-bar-help").ClickAsync();
        await Expect(sofia.Page.Locator(".board-row.is-help")).ToHaveCountAsync(1);
        await bruno.TakeAsync("room-8-help");
        await sofia.TakeAsync("room-8-help-board");
        await sofia.Supervision.Listen(Contact).ClickAsync();
        await Expect(sofia.Supervision.Start).ToBeVisibleAsync();
        await sofia.TakeAsync("room-8-before-listening");
        await sofia.Supervision.Start.ClickAsync();
        await Expect(sofia.Bar.State).ToContainTextAsync(Of(words.ListeningTo, Person.Bruno.Name));
        await Expect(bruno.Bar.State).ToContainTextAsync(Of(words.Listens, Person.Sofia.Name));
        await sofia.TakeAsync("room-8-listening");
        await bruno.TakeAsync("room-8-listened-to");
    }

    /// <summary>How the calls of the organization are placed from now on, as its administrator chooses it.</summary>
    private async Task ChooseControlAsync(string control)
    {
        var helena = await SignedInAsync(Person.Helena);
        await helena.OpenAsync("/settings/calls");
        await helena.Main.Locator("[name=CallControl]").SelectOptionAsync(control);
        await helena.Main.Locator("form:has([name=CallControl]) [type=submit]").Last.ClickAsync();
        await Expect(helena.Toast).ToBeVisibleAsync();
    }
}
