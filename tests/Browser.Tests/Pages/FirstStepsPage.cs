using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Pages;

/// <summary>The way to the first call, on its own page and on top of the contacts.</summary>
internal sealed class FirstStepsPage(IPage page, Person person)
{
    public ILocator Card => page.Locator(".first-steps-card > summary");

    public ILocator Done => page.Locator(".first-step.is-done");

    /// <summary>The step that has the one button.</summary>
    public ILocator Next => page.Locator(".first-step[aria-current=step]");

    public ILocator NextButton => Next.Locator(".btn-primary");

    public async Task OpenAsync() => await page.GotoAsync("/settings/first-steps");

    public async Task ConnectAsync(string accountSid, string authToken, string numbers)
    {
        await FillInAsync(accountSid, authToken, numbers);
        await ExpectSavedAsync();
    }

    /// <summary>Sends the form of the Twilio account, whatever is said of it.</summary>
    public async Task FillInAsync(string accountSid, string authToken, string numbers)
    {
        await page.GotoAsync("/settings/twilio-account");
        await page.Locator("[name=AccountSid]").FillAsync(accountSid);
        await page.Locator("[name=AuthToken]").FillAsync(authToken);
        await page.Locator("[name=Numbers]").FillAsync(numbers);
        await page.Locator("form:has([name=AccountSid]) [type=submit]").ClickAsync();
    }

    public async Task TestConnectionAsync()
    {
        await page.GotoAsync("/settings/twilio-account");
        await page.GetByRole(AriaRole.Button, new() { Name = person.Words.TestConnection }).ClickAsync();
        await Assertions.Expect(page.Locator("#connection-test [data-finding]").First).ToBeVisibleAsync();
    }

    /// <summary>From the step that comes next, which leads to a page of its own.</summary>
    public async Task TestFromTheListAsync()
    {
        await OpenAsync();
        await Next.GetByRole(AriaRole.Button, new() { Name = person.Words.TestConnection }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-finding]").First).ToBeVisibleAsync();
    }

    public async Task SetPhoneAsync(string phone)
    {
        await page.GotoAsync("/settings/my-phone");
        await page.Locator("[name=Phone]").FillAsync(phone);
        // Saved with it; the organization's would take the place of the one that is read.
        await page.Locator("[name=Language]").SelectOptionAsync(person.Language);
        await page.Locator("form:has([name=Phone]) [type=submit]").ClickAsync();
        await ExpectSavedAsync();
        await EnterCodeAsync(phone);
    }

    private async Task EnterCodeAsync(string phone)
    {
        var code = page.Locator("main [name=Code]");
        if (await code.CountAsync() > 0)
        {
            await code.FillAsync(await HearCodeAsync($"+55{string.Concat(phone.Where(char.IsAsciiDigit))}"));
            await page.Locator("form:has([name=Code]) [type=submit]").ClickAsync();
            await Assertions.Expect(code).ToHaveCountAsync(0);
        }
    }

    private static async Task<string> HearCodeAsync(string phone)
    {
        for (var tries = 0; tries < 100 && Run.Sandbox.SaidTo(phone).Length == 0; tries++)
        {
            await Task.Delay(100);
        }

        return string.Concat(Run.Sandbox.SaidTo(phone).Where(char.IsAsciiDigit).Take(6));
    }

    private async Task ExpectSavedAsync() => await Assertions.Expect(page.Locator("#toasts [data-toast]")).ToBeVisibleAsync();
}
