using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Pages;

internal sealed class CallsPage(IPage page)
{
    public ILocator Rows => page.Locator("#calls-list tbody tr");

    public ILocator Newest => Rows.First;

    public async Task OpenAsync() => await page.GotoAsync("/calls");
}
