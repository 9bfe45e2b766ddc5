using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Pages;

internal sealed class ContactPage(IPage page, Words words)
{
    /// <summary>The newest of the recent calls.</summary>
    public ILocator NewestCall => page.Locator("#calls-list .conversation-call").First;

    public ILocator CallButton(string name) =>
        page.Locator("main").GetByRole(AriaRole.Button, new() { Name = words.CallTo(name), Exact = true });
}
