using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Pages;

internal sealed class CallPage(IPage page)
{
    public ILocator Result => page.Locator(".story-head .tag");

    public ILocator Story => page.Locator("#story");

    /// <summary>Who took part and how long, beside the story.</summary>
    public ILocator Facts => page.Locator("#call-facts");

    /// <summary>The lines of the call's path: one for everybody who took part.</summary>
    public ILocator Path => page.Locator(".legs-row");

    /// <summary>Who is heard on the second channel of a recording in a room.</summary>
    public ILocator SecondChannel => page.Locator(".player-lanes .legs-name").Nth(1);

    public ILocator Notes => page.Locator("main textarea[name=text]");

    public ILocator NotesState => page.Locator("main [data-notes-state]");

    /// <summary>The steps that people tell.</summary>
    public ILocator Timeline => page.Locator(".timeline.is-told > li");

    /// <summary>What supervisors open to see how the record came about.</summary>
    public ILocator Diagnosis => page.Locator("#diagnosis");

    /// <summary>What is wider than the card that it stands in.</summary>
    public async Task<string[]> FactsThatStickOutAsync() =>
        await Facts.EvaluateAsync<string[]>(
            """
            facts => [...facts.querySelectorAll('dt, dd, dd *')]
              .filter(one => one.getBoundingClientRect().right > facts.getBoundingClientRect().right + 0.5)
              .map(one => one.outerHTML.slice(0, 80))
            """);

    public async Task DiagnoseAsync() => await Diagnosis.Locator("> summary").ClickAsync();
}
