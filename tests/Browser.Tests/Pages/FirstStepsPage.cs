using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Pages;

/// <summary>The way to the first call, on its own page and on top of the contacts.</summary>
internal sealed class FirstStepsPage(IPage page, Words words)
{
    public ILocator Card => page.Locator(".first-steps-card > summary");

    public ILocator Done => page.Locator(".first-step.is-done");

    /// <summary>The step that has the one button.</summary>
    public ILocator Next => page.Locator(".first-step[aria-current=step]");

    public ILocator NextButton => Next.Locator(".btn-primary");

    public async Task OpenAsync() => await page.GotoAsync("/settings/first-steps");

    public async Task ConnectAsync(string accountSid, string authToken, string numbers)
    {
        await page.GotoAsync("/settings/twilio-account");
        await page.Locator("[name=AccountSid]").FillAsync(accountSid);
        await page.Locator("[name=AuthToken]").FillAsync(authToken);
        await page.Locator("[name=Numbers]").FillAsync(numbers);
        await SaveAsync("[name=AccountSid]");
    }

    /// <summary>From the account's page; the findings, the worst first.</summary>
    public async Task<ILocator> TestConnectionAsync()
    {
        await page.GotoAsync("/settings/twilio-account");
        await page.GetByRole(AriaRole.Button, new() { Name = words.TestConnection }).ClickAsync();
        await Assertions.Expect(page.Locator("#connection-test [data-finding]").First).ToBeVisibleAsync();
        return page.Locator("#connection-test [data-finding]");
    }

    public async Task SetPhoneAsync(string phone)
    {
        await page.GotoAsync("/settings/my-phone");
        await page.Locator("[name=Phone]").FillAsync(phone);
        await SaveAsync("[name=Phone]");
    }

    private async Task SaveAsync(string field)
    {
        await page.Locator($"form:has({field}) [type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#toasts [data-toast]")).ToBeVisibleAsync();
    }
}
