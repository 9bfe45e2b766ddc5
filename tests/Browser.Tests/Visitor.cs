using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using CrmVoice.Browser.Tests.Pages;
using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests;

/// <summary>Somebody at a browser of their own, with the pages they may open. Whatever the browser complains of is remembered.</summary>
internal sealed class Visitor
{
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly List<string> begun = [];

    private Visitor(IPage page, Person person)
    {
        Page = page;
        Person = person;
        // A refused style or script is reported on the console too.
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                complaints.Enqueue($"{message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => complaints.Enqueue(error);
    }

    public IPage Page { get; }

    public Person Person { get; }

    public Words Words => Person.Words;

    public IReadOnlyCollection<string> Complaints => complaints;

    /// <summary>The ids of the calls that were begun in this window.</summary>
    public IReadOnlyCollection<string> Begun => begun;

    public SignInPage SignIn => new(Page, Words);

    public ContactsPage Contacts => new(Page, Words);

    public ContactPage Contact => new(Page, Words);

    public CallsPage Calls => new(Page);

    public CallPage Call => new(Page);

    public Player Player => new(Page, Words);

    public CallBar Bar => new(Page, Words);

    public CallControls Controls => new(Page, RoomWords.In(Person.Language));

    public SupervisionPage Supervision => new(Page, RoomWords.In(Person.Language));

    public FirstStepsPage FirstSteps => new(Page, Person);

    public ILocator Main => Page.Locator("main");

    public ILocator Toast => Page.Locator("#toasts [data-toast]");

    public static async Task<Visitor> ArriveAsync(IBrowserContext context, Person person) => new(await context.NewPageAsync(), person);

    public async Task<IResponse?> OpenAsync(string path) => await Page.GotoAsync(path);

    /// <summary>The page in front, and its live connection made: what happens from now on arrives.</summary>
    public async Task BeLiveAsync() => await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-live-state", "here");

    /// <summary>Sends away how the last call ended.</summary>
    public async Task BeIdleAsync()
    {
        if (await Bar.CallId.GetAttributeAsync("data-phase") == "over")
        {
            await Bar.Dismiss.ClickAsync();
        }

        await Assertions.Expect(Bar.CallId).ToHaveAttributeAsync("data-phase", "idle");
    }

    /// <summary>
    /// Clicks the contact's button and waits until the bar is about the new call; it may still show how the last one ended.
    /// </summary>
    public async Task CallAsync(string name) => await BeginCallAsync(() => Contact.CallButton(name).ClickAsync());

    /// <summary>Calls somebody who picks up and stays.</summary>
    public async Task TalkToAsync(string name)
    {
        Run.Sandbox.LetTheNextContactStay();
        await CallAsync(name);
        await Assertions.Expect(Bar.State).ToContainTextAsync(Words.Connected);
    }

    public async Task BeginCallAsync(Func<Task> begin)
    {
        var before = await Bar.CallId.GetAttributeAsync("data-call");
        await begin();
        await Assertions
            .Expect(Bar.CallId)
            .ToHaveAttributeAsync("data-call", new Regex($"^(?!{(string.IsNullOrEmpty(before) ? "-" : before)}).+"));
        begun.Add((await Bar.CallId.GetAttributeAsync("data-call"))!);
    }

    /// <summary>Looks at the same page through a window of another size, by day or by night.</summary>
    public async Task LookAsync((int Width, int Height) size, ColorScheme scheme)
    {
        await Page.SetViewportSizeAsync(size.Width, size.Height);
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-bs-theme", scheme is ColorScheme.Dark ? "dark" : "light");
        // Colours glide for a moment, and axe reads what stands. Not waited for: an animation that somebody takes away while it runs never
        // says that it ended.
        await Page.EvaluateAsync(
            "() => document.getAnimations().filter(a => a.effect.getTiming().iterations !== Infinity).forEach(a => a.finish())");
    }
}
