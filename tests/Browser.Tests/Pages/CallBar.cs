using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Pages;

/// <summary>The bar on top of every page that follows one's own call.</summary>
internal sealed class CallBar(IPage page, Words words)
{
    private ILocator Region => page.GetByRole(AriaRole.Region, new() { Name = words.CallBar });

    /// <summary>Whatever the bar says, words of the state or of the result.</summary>
    public ILocator State => Region.Locator(".call-bar-state");

    /// <summary>For how long the contact has been on hold.</summary>
    public ILocator HoldTimer => Region.Locator(".call-bar-hold-timer");

    public ILocator CallId => page.Locator("#call-bar-live");

    public ILocator Whole => Region;

    public ILocator Name => Region.Locator(".call-bar-name");

    public ILocator Timer => Region.GetByRole(AriaRole.Timer);

    public ILocator HangUp => Region.GetByRole(AriaRole.Button, new() { Name = words.HangUp, Exact = true });

    /// <summary>Stands where it does in no other phase.</summary>
    public ILocator CallAgain => Region.GetByRole(AriaRole.Button, new() { Name = words.CallAgain, Exact = true });

    public ILocator Dismiss => Region.GetByRole(AriaRole.Button, new() { Name = words.Dismiss, Exact = true });

    /// <summary>What is read out of the call.</summary>
    public ILocator SentWebhook => page.Locator("#call-said");

    public ILocator HangUpWaits => page.GetByText(words.HangUpWaits);

    public ILocator Late => Region.GetByText(words.MayBeLate);

    public ILocator EscapeHint => Region.GetByText(words.EscapeHint, new() { Exact = true });

    public ILocator NotesButton => Region.GetByRole(AriaRole.Button, new() { Name = words.Notes, Exact = true });

    public ILocator Notes => page.Locator("#call-notes textarea");

    public ILocator NotesPanel => page.Locator("#call-notes");

    public ILocator NotesState => page.Locator("#call-notes [data-notes-state]");

    public ILocator Reconnecting => page.GetByText(words.Reconnecting);

    public ILocator FinishedSteps => Region.Locator(".step.is-done");

    /// <summary>Fetches what it shows anew.</summary>
    public async Task FetchAsync()
    {
        var fetched = page.WaitForResponseAsync(answer => new Uri(answer.Url).AbsolutePath.EndsWith("/call-bar", StringComparison.Ordinal));
        await page.EvaluateAsync("() => htmx.trigger(document.body, 'callPlaced')");
        await fetched;
    }

    /// <summary>
    /// Keeps every state that the bar shows from now on, until the page is loaded anew: then all is forgotten and
    /// <see cref="HasSaidAsync"/> fails.
    /// </summary>
    public async Task ListenAsync() =>
        await page.EvaluateAsync(
            """
            () => {
              const heard = [];
              const listen = () => {
                const said = document.querySelector('.call-bar-state')?.innerText.trim().split('\n')[0];
                if (said && said !== heard.at(-1)) document.documentElement.dataset.heard = (heard.push(said), heard.join(' > '));
              };
              new MutationObserver(listen).observe(document.getElementById('call-bar'), { childList: true, subtree: true, characterData: true });
            }
            """);

    /// <summary>It said these, in this order, perhaps with others between.</summary>
    public async Task HasSaidAsync(params string[] states) =>
        await Assertions
            .Expect(page.Locator("html"))
            .ToHaveAttributeAsync("data-heard", new Regex(string.Join(".*> ", states.Select(Regex.Escape))));
}
