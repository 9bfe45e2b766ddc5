using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Pages;

internal sealed class ContactsPage(IPage page, Words words)
{
    public ILocator Search => page.GetByRole(AriaRole.Searchbox, new() { Name = words.SearchContacts });

    public ILocator Row(string name) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = name });

    public ILocator Link(string name) => page.Locator("main").GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public async Task OpenAsync() => await page.GotoAsync("/contacts");

    public async Task OpenContactAsync(string name)
    {
        await OpenAsync();
        await Link(name).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 })).ToBeVisibleAsync();
    }
}
