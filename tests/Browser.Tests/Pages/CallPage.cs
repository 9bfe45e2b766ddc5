using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Pages;

internal sealed class CallPage(IPage page)
{
    public ILocator Result => page.Locator(".story-head .tag");

    public ILocator Story => page.Locator("#story");

    public ILocator Notes => page.Locator("main textarea[name=text]");

    public ILocator NotesState => page.Locator("main [data-notes-state]");

    public ILocator Timeline => page.Locator(".timeline li");
}
