using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Pages;

/// <summary>The board of live calls.</summary>
internal sealed class SupervisionPage(IPage page, RoomWords words)
{
    public ILocator Row(string contact) => page.Locator(".board-row:visible").Filter(new() { HasText = contact });

    public ILocator Listen(string contact) =>
        Row(contact).GetByRole(AriaRole.Button, new() { Name = $"{words.Listen}: {contact}", Exact = true });

    public ILocator Start => page.Locator("#supervise").GetByRole(AriaRole.Button, new() { Name = words.CallMyPhone, Exact = true });

    public async Task OpenAsync() => await page.GotoAsync("/supervision");
}
