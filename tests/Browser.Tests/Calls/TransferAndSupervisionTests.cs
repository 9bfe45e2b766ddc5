using System.Text.Json;
using System.Text.RegularExpressions;
using CrmVoice.Browser.Tests.Hosting;
using Microsoft.Playwright;
using static CrmVoice.Browser.Tests.RoomWords;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Calls;

/// <summary>
/// A call in a room as two agents and a supervisor live it side by side. With <c>CRMVOICE_CALL_PICTURES=1</c> every step is kept as a
/// picture in <c>screenshots/</c>.
/// </summary>
internal sealed class TransferAndSupervisionTests : BrowserTest
{
    private const string Contact = "Natália Reis";
    private const string ContactPhone = "+5511987650010";

    private static readonly (int Width, int Height)[] sizes = [(390, 844), (1280, 800)];

    private static readonly bool makesPictures = Environment.GetEnvironmentVariable("CRMVOICE_CALL_PICTURES") == "1";

    private static readonly TestCaseData[] windows =
    [
        .. from language in new[] { "pt-BR", "en" }
        from size in sizes
        select new TestCaseData(language, size.Width, size.Height).SetArgDisplayNames(language, $"{size.Width} px"),
    ];

    private string story = "";

    [TearDown]
    public async Task UseBridgesAgainAsync()
    {
        await LeaveAsync();
        await ChooseControlAsync("");
    }

    [TestCaseSource(nameof(windows))]
    public async Task A_contact_is_held_handed_over_listened_in_on_and_afterwards_all_tell_the_same(string language, int width, int height)
    {
        Run.Sandbox.Pace = CallingTests.Followable;
        story = $"call-{language}-{width}";
        await ChooseControlAsync("Room");
        var (look, words) = (new Look(width, height, ColorScheme.Light), In(language));
        var ana = await SignedInAsync(Person.Ana.Reading(language), look);
        var bruno = await SignedInAsync(Person.Bruno.Reading(language), look);
        var sofia = await SignedInAsync(Person.Sofia.Reading(language), look);
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
        await Expect(sofia.Supervision.Row(Contact)).ToContainTextAsync(Person.Ana.Name);
        await LookAsync("1-connected", ana, sofia);

        await HoldAsync(ana, sofia, words);
        await TransferAsync(ana, bruno, sofia, words);
        await SuperviseAsync(bruno, sofia, words);

        var call = (await ana.Bar.CallId.GetAttributeAsync("data-call"))!;
        Run.Sandbox.HangUp(ContactPhone);

        await Expect(bruno.Bar.State).ToContainTextAsync(bruno.Words.Answered);
        await Expect(sofia.Supervision.Row(Contact)).ToHaveCountAsync(0);
        await LookAsync("8-ended", ana, bruno, sofia);
        await AssertRecordAsync(call);
        await AssertPagesAsync(call, words, ana, bruno, sofia);
    }

    private async Task HoldAsync(Visitor ana, Visitor sofia, RoomWords words)
    {
        await ana.Controls.Hold.ClickAsync();
        await Expect(ana.Bar.State).ToContainTextAsync(words.OnHold);
        await Expect(ana.Bar.CallId).ToHaveAttributeAsync("data-phase", "held");
        await Expect(ana.Controls.Hold).ToHaveCountAsync(0);
        await Expect(sofia.Supervision.Row(Contact)).ToContainTextAsync(words.OnHold);
        await LookAsync("2-held", ana, sofia);
        // Twilio tells whole seconds: of a shorter hold nothing would be left.
        await Expect(ana.Bar.HoldTimer).ToHaveTextAsync(new Regex("^0:0[2-9]$"));

        await ana.Controls.Resume.ClickAsync();
        await Expect(ana.Controls.Said).ToHaveTextAsync(ana.Words.Connected);
        await Expect(ana.Controls.Hold).ToBeVisibleAsync();
        await Expect(sofia.Supervision.Row(Contact)).ToContainTextAsync(ana.Words.Connected);
    }

    private async Task TransferAsync(Visitor ana, Visitor bruno, Visitor sofia, RoomWords words)
    {
        await ana.Controls.Transfer.ClickAsync();
        await ana.Controls.Search.PressSequentiallyAsync("bru");
        await Expect(ana.Controls.Person(Person.Sofia.Name)).ToHaveCountAsync(0);
        await Expect(ana.Controls.Person(Person.Bruno.Name)).ToContainTextAsync(words.Free);
        await LookAsync("3-panel", ana);
        await ana.Controls.Person(Person.Bruno.Name).ClickAsync();
        await Expect(ana.Controls.Said).ToHaveTextAsync(Of(words.ConsultingWith, Person.Bruno.Name));
        await Expect(ana.Controls.TransferPanel).ToBeHiddenAsync();
        await Expect(bruno.Bar.State).ToContainTextAsync(Of(words.Consulted, Contact));
        await Expect(sofia.Supervision.Row(Contact)).ToContainTextAsync(words.Consulting);
        await LookAsync("4-consulting", ana, bruno, sofia);

        await ana.Controls.Merge.ClickAsync();
        await Expect(ana.Controls.Said).ToHaveTextAsync(Of(words.ConnectedWith, Person.Bruno.Name));
        await Expect(bruno.Controls.Said).ToHaveTextAsync(Of(words.ConnectedWith, Person.Ana.Name));
        await LookAsync("5-merged", ana, bruno, sofia);

        await ana.Controls.Leave.ClickAsync();
        await Expect(ana.Controls.Said).ToHaveTextAsync(Of(words.TransferredTo, Person.Bruno.Name));
        await Expect(bruno.Controls.Said).ToHaveTextAsync(bruno.Words.Connected);
        await Expect(bruno.Bar.HangUp).ToBeVisibleAsync();
        await Expect(sofia.Supervision.Row(Contact)).Not.ToContainTextAsync(Person.Ana.Name);
        await Expect(sofia.Supervision.Row(Contact)).ToContainTextAsync(Person.Bruno.Name);
        await LookAsync("6-handed-over", ana, bruno, sofia);
    }

    private async Task SuperviseAsync(Visitor bruno, Visitor sofia, RoomWords words)
    {
        await sofia.Supervision.Listen(Contact).ClickAsync();
        await Expect(sofia.Supervision.Start).ToBeVisibleAsync();
        await LookAsync("7-before-listening", sofia);
        await sofia.Supervision.Start.ClickAsync();
        await Expect(sofia.Bar.State).ToContainTextAsync(Of(words.ListeningTo, Person.Bruno.Name));
        await Expect(bruno.Bar.State).ToContainTextAsync(Of(words.Listens, Person.Sofia.Name));
        await Expect(sofia.Supervision.Row(Contact)).ToContainTextAsync(Of(words.Listens, Person.Sofia.Name));
        await LookAsync("7-listening", bruno, sofia);

        await sofia.Controls.Whisper.ClickAsync();
        await Expect(sofia.Bar.State).ToContainTextAsync(Of(words.WhisperingTo, Person.Bruno.Name));
        await Expect(bruno.Bar.State).ToContainTextAsync(Of(words.Whispers, Person.Sofia.Name));

        await sofia.Controls.Join.ClickAsync();
        await Expect(sofia.Bar.State).ToContainTextAsync(Of(words.InTheCallOf, Person.Bruno.Name));
        await Expect(bruno.Bar.State).ToContainTextAsync(Of(words.IsInTheCall, Person.Sofia.Name));
        await LookAsync("7-joined", bruno, sofia);
    }

    private static async Task AssertRecordAsync(string id)
    {
        using var api = new Api(Person.Sofia);
        await api.UntilEndedAsync(id, TimeSpan.FromSeconds(10));
        var call = await api.CallOfAsync(id);
        var legs = call.GetProperty("legs").EnumerateArray().ToList();
        var roles = legs.Select(leg => leg.GetProperty("role").GetString());
        var transfer = call.GetProperty("transfers").EnumerateArray().Single();
        var talkers = call.GetProperty("talks").EnumerateArray().Select(talk => talk.GetProperty("agentLegId").GetString()).Distinct();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Text(call, "result"), Is.EqualTo("answered"));
            Assert.That(Text(call.GetProperty("agent"), "name"), Is.EqualTo(Person.Bruno.Name));
            Assert.That(Text(call.GetProperty("endedBy"), "role"), Is.EqualTo("contact"));
            Assert.That(roles, Is.EqualTo(new[] { "agent", "agent", "contact", "supervisor" }));
            Assert.That(Text(transfer, "result"), Is.EqualTo("taken"));
            Assert.That(Text(transfer, "kind"), Is.EqualTo("warm"));
            Assert.That(Text(transfer.GetProperty("to").GetProperty("member"), "name"), Is.EqualTo(Person.Bruno.Name));
            Assert.That(talkers, Is.EquivalentTo(new[] { Text(legs[0], "id"), Text(legs[1], "id") }));
            Assert.That(call.GetProperty("holds").GetArrayLength(), Is.EqualTo(2), "once by hand and once while Bruno was asked");
        }
    }

    private async Task AssertPagesAsync(string call, RoomWords words, params Visitor[] everybody)
    {
        var told = new List<string>();
        foreach (var visitor in everybody)
        {
            await visitor.Calls.OpenAsync();
            await Expect(visitor.Calls.Newest).ToContainTextAsync(Contact);
            await Expect(visitor.Calls.Newest).ToContainTextAsync(visitor.Words.Answered);
            await Expect(visitor.Calls.Newest).ToContainTextAsync(Person.Bruno.Name);
            await visitor.OpenAsync($"/calls/{call}");
            await Expect(visitor.Call.Result).ToHaveTextAsync(visitor.Words.Answered);
            await Expect(visitor.Call.Story).ToContainTextAsync(Of(words.Called, Person.Ana.Name, Contact));
            await Expect(visitor.Call.Story).ToContainTextAsync(Of(words.HandedOver, Person.Ana.Name, Person.Bruno.Name, Contact));
            await Expect(visitor.Call.Facts).ToContainTextAsync(Of(words.TalkWith, Person.Ana.Name));
            await Expect(visitor.Call.Facts).ToContainTextAsync(Of(words.TalkWith, Person.Bruno.Name));
            await Expect(visitor.Call.Facts).ToContainTextAsync(words.TimeOnHold);
            await Expect(visitor.Call.Path.Filter(new() { HasText = words.InCharge })).ToContainTextAsync(Person.Bruno.Name);
            await Expect(visitor.Call.Path.Filter(new() { HasText = Person.Sofia.Name })).ToHaveCountAsync(1);
            await Expect(visitor.Call.Timeline.Filter(new() { HasText = Of(words.TransferredTo, Person.Bruno.Name) })).ToHaveCountAsync(1);
            // She joined in the end, and was heard.
            await Expect(visitor.Call.SecondChannel).ToHaveTextAsync($"{Person.Ana.Name}, {Person.Bruno.Name}, {Person.Sofia.Name}");
            Assert.That(await visitor.Call.FactsThatStickOutAsync(), Is.Empty);
            told.Add(await visitor.Call.Story.InnerTextAsync() + await visitor.Call.Facts.InnerTextAsync());
            await LookAsync("9-told", visitor);
        }

        Assert.That(told, Has.All.EqualTo(told[0]));
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    /// <summary>How the calls of the organization are placed from now on, as its administrator chooses it.</summary>
    private async Task ChooseControlAsync(string control)
    {
        var helena = await SignedInAsync(Person.Helena);
        await helena.OpenAsync("/settings/calls");
        await helena.Main.Locator("[name=CallControl]").SelectOptionAsync(control);
        await helena.Main.Locator("form:has([name=CallControl]) [type=submit]").Last.ClickAsync();
        await Expect(helena.Toast).ToBeVisibleAsync();
    }

    private async Task LookAsync(string step, params Visitor[] visitors)
    {
        foreach (var visitor in visitors)
        {
            Assert.That(await visitor.Controls.FaultsAsync(), Is.Empty, $"{step}, {visitor.Person}");
            if (!makesPictures)
            {
                continue;
            }

            var size = visitor.Page.ViewportSize!;
            foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
            {
                await visitor.LookAsync((size.Width, size.Height), scheme);
                var who = visitor.Person.Name.Split(' ')[0];
                var name = $"{story}-{step}-{who}-{scheme}.png".ToLowerInvariant();
                await visitor.Page.ScreenshotAsync(new()
                {
                    Path = Path.Combine(Repository.Root, "screenshots", name),
                    Animations = ScreenshotAnimations.Disabled,
                    FullPage = step.StartsWith('9'),
                });
            }
        }
    }
}
