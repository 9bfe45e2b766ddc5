using System.Collections.Concurrent;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Calls;

internal sealed class TwoAgentsTests : BrowserTest
{
    [Test]
    public async Task A_colleague_sees_the_call_as_a_row_and_nothing_in_the_own_bar()
    {
        Run.Sandbox.Pace = CallingTests.Followable;
        var (words, name) = (Words.Portuguese, Scene.Aurora.Contacts["0001"]);
        var ana = await SignedInAsync(Person.Ana);
        var bruno = await SignedInAsync(Person.Bruno);
        await bruno.Calls.OpenAsync();
        await bruno.BeLiveAsync();
        await bruno.Bar.ListenAsync();
        await ana.Contacts.OpenContactAsync(name);

        await ana.CallAsync(name);

        var row = bruno.Calls.Newest;
        await Expect(row).ToContainTextAsync(words.Connected);
        await Expect(row).ToContainTextAsync(name);
        await Expect(row).ToContainTextAsync(Person.Ana.Name);
        await Expect(row.GetByRole(Microsoft.Playwright.AriaRole.Link)).ToHaveCountAsync(0);
        await Expect(bruno.Bar.Whole).Not.ToContainTextAsync(name);
        await Expect(row).ToContainTextAsync(words.Answered);
        await Expect(bruno.Page.Locator("html"))
            .Not.ToHaveAttributeAsync("data-heard", new System.Text.RegularExpressions.Regex($"{words.AgentRinging}|{words.Connected}"));
    }

    [Test]
    public async Task Two_agents_call_at_once_and_each_bar_follows_its_own()
    {
        var (words, contacts) = (Words.Portuguese, Scene.Aurora.Contacts);
        var ana = await SignedInAsync(Person.Ana);
        var bruno = await SignedInAsync(Person.Bruno);
        await ana.Contacts.OpenContactAsync(contacts["0001"]);
        await bruno.Contacts.OpenContactAsync(contacts["0002"]);

        await ana.CallAsync(contacts["0001"]);
        await bruno.CallAsync(contacts["0002"]);

        await Expect(bruno.Bar.Name).ToHaveTextAsync(contacts["0002"]);
        await Expect(bruno.Bar.State).ToContainTextAsync(words.Busy);
        await Expect(ana.Bar.Name).ToHaveTextAsync(contacts["0001"]);
        await Expect(ana.Bar.State).ToContainTextAsync(words.Answered);
    }

    [Test]
    public async Task Another_organization_hears_and_sees_nothing_of_it()
    {
        using var anas = new Api(Person.Ana);
        using var amys = new Api(Person.Amy);
        var heard = new ConcurrentQueue<string>();
        var amy = await SignedInAsync(Person.Amy);
        amy.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => heard.Enqueue(frame.Text ?? "");
        await amy.Calls.OpenAsync();
        await amy.BeLiveAsync();
        var rows = await amy.Calls.Rows.CountAsync();

        var ana = await SignedInAsync(Person.Ana);
        await ana.Contacts.OpenContactAsync(Scene.Aurora.Contacts["0002"]);
        await ana.CallAsync(Scene.Aurora.Contacts["0002"]);
        await Expect(ana.Bar.State).ToContainTextAsync(Words.Portuguese.Busy);
        var foreign = (await anas.CallsAsync("limit=1"))[0];

        // Her own call comes over the same wire, later: what has not come by then does not come.
        var own = await amys.CallAsync("+12125550002");
        await Expect(amy.Bar.State).ToContainTextAsync(Words.English.Busy);
        await Expect(amy.Calls.Rows).ToHaveCountAsync(Math.Min(rows + 1, 50));

        Assert.That(heard, Has.Some.Contains(own));
        Assert.That(heard, Has.None.Contains(foreign));
        Expected.Add("404");
        Assert.That((await amy.OpenAsync($"/calls/{foreign}"))!.Status, Is.EqualTo(404));
    }
}
