using System.Collections.Concurrent;
using CrmVoice.Browser.Tests.Hosting;
using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests;

/// <summary>
/// A test with browser windows. It fails where a browser complained or the application logged a failure, whatever else was looked at.
/// </summary>
internal abstract class BrowserTest
{
    // Signing in is tested once; everybody else comes with the cookie of the first time.
    private static readonly ConcurrentDictionary<string, string> signedIn = new();

    private readonly List<IBrowserContext> windows = [];
    private readonly List<Visitor> visitors = [];
    private int failuresBefore;

    /// <summary>Complaints of the browser that belong to what a test does.</summary>
    protected List<string> Expected { get; } = [];

    [SetUp]
    public void BeginQuickly()
    {
        Run.Sandbox.Pace = RunningSandbox.Quick;
        failuresBefore = Run.App.Failures.Count();
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await LeaveAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                visitors.SelectMany(visitor => visitor.Complaints).Where(complaint => !Expected.Any(complaint.Contains)),
                Is.Empty,
                "complaints of the browser");
            Assert.That(Run.App.Failures.Skip(failuresBefore), Is.Empty, "failures that the application logged");
        }
    }

    /// <summary>Everybody closes their windows, and hangs up.</summary>
    protected async Task LeaveAsync()
    {
        foreach (var window in windows)
        {
            await window.DisposeAsync();
        }

        windows.Clear();
        await HangUpWhatIsLeftAsync();
    }

    protected async Task<Visitor> SomebodyAsync(string language, Look? look = null) =>
        await ArriveAsync(new Person("", "", language, ""), look ?? Look.Usual, state: null);

    protected async Task<Visitor> SignedInAsync(Person person, Look? look = null)
    {
        if (!signedIn.TryGetValue(person.Email, out var state))
        {
            var visitor = await SignInAsync(person);
            state = signedIn[person.Email] = await visitor.Page.Context.StorageStateAsync();
        }

        return await ArriveAsync(person, look ?? Look.Usual, state);
    }

    /// <summary>In a session that is nobody else's: it may be signed out of.</summary>
    protected async Task<Visitor> SignInAsync(Person person)
    {
        var visitor = await ArriveAsync(person, Look.Usual, state: null);
        await visitor.SignIn.OpenAsync();
        await visitor.SignIn.SignInAsync(person);
        return visitor;
    }

    /// <summary>Another tab in somebody's window.</summary>
    protected async Task<Visitor> OpenTabAsync(Visitor visitor, string path)
    {
        var tab = await Visitor.ArriveAsync(visitor.Page.Context, visitor.Person);
        visitors.Add(tab);
        await tab.OpenAsync(path);
        return tab;
    }

    /// <summary>Closes a tab, and waits until another one knows.</summary>
    protected static async Task CloseTabAsync(Visitor tab, Visitor other)
    {
        var open = tab.Page.Context.Pages.Count;
        await tab.Page.CloseAsync();
        await other.Page.WaitForFunctionAsync("async open => (await navigator.locks.query()).held.length < open", open);
    }

    /// <summary>Somebody who opens an installation of their own.</summary>
    protected Task<Visitor> ArriveAsync(Person person, RunningApp app) => ArriveAsync(person, Look.Usual, state: null, app);

    // An agent has one call at a time: a test that failed in the middle of one takes no other test with it.
    private async Task HangUpWhatIsLeftAsync()
    {
        foreach (var visitor in visitors.Where(visitor => visitor is { Begun.Count: > 0, Person.Token: not "" }))
        {
            using var api = new Api(visitor.Person);
            await api.EndAsync(visitor.Begun.Last());
        }
    }

    private async Task<Visitor> ArriveAsync(Person person, Look look, string? state, RunningApp? other = null)
    {
        var url = (other ?? Run.App).Url;
        var window = await Run.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = url,
            Locale = person.Language,
            TimezoneId = "America/Sao_Paulo",
            ViewportSize = new ViewportSize { Width = look.Width, Height = look.Height },
            ColorScheme = look.Scheme,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = look.Scripts,
            StorageState = state,
        });
        windows.Add(window);
        await window.AddCookiesAsync([
            new Cookie
            {
                Name = "crmvoice-language",
                Value = Uri.EscapeDataString($"c={person.Language}|uic={person.Language}"),
                Url = url,
            },
        ]);
        var visitor = await Visitor.ArriveAsync(window, person);
        visitors.Add(visitor);
        return visitor;
    }
}

/// <summary>The window that somebody looks through.</summary>
internal sealed record Look(int Width, int Height, ColorScheme Scheme, bool Scripts = true)
{
    public static readonly Look Usual = new(1280, 800, ColorScheme.Light);
}
